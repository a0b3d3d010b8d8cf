//! Whole inputs drawn from a number, as the texts of files: a plan, a sheet, the rows of a register and of a ledger.

use std::fmt;

/// Files as texts; rows of tables one by one, so that they can be put in another order.
#[derive(Clone)]
pub(crate) struct Texts {
    pub(crate) plan: String,
    pub(crate) sheet: String,
    pub(crate) units: Vec<String>,
    pub(crate) reports: Vec<String>,
    pub(crate) as_of: &'static str,
}

pub(crate) const UNITS: &str = "id,name,kind,level,parent,first,last,since";
pub(crate) const REPORTS: &str = "item,unit,period,value,reported_on,note,corrects";

impl fmt::Display for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (units, reports) = (self.units.join("\n"), self.reports.join("\n"));
        write!(
            f,
            "{}\n{}\n{UNITS}\n{units}\n{REPORTS}\n{reports}\nas of {}",
            self.plan, self.sheet, self.as_of
        )
    }
}

/// Numbers out of one (splitmix64, by Steele, Lea and Flood): the same on every machine and in every version.
pub(crate) struct Draw(u64);

/// A unit's months: from the first to the last in which it exists all month.
struct Drawn {
    id: String,
    thon: bool,
    from: usize,
    to: usize,
}

const THRESHOLDS: [&str; 8] =
    ["> 85%", ">= 50%", ">= 66.67%", "< 40%", "<= 33.33%", "= 100%", "[50%, 90%)", "(25%, 75%]"];
const RHYTHMS: [&str; 4] = ["quarterly", "half-yearly", "yearly", "monthly"];

impl Draw {
    pub(crate) fn new(number: u64) -> Self {
        Self(number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for k in (1..list.len()).rev() {
            list.swap(k, self.below(k + 1));
        }
    }

    pub(crate) fn texts(&mut self) -> Texts {
        let rhythms = [0; 5].map(|_| self.pick(&RHYTHMS));
        let plan = self.plan(rhythms);
        let sheet = self.sheet();
        let (units, drawn) = self.units();
        let reports = self.reports(&drawn, rhythms);
        let as_of = self.pick(&["2023-05-10", "2023-09-30", "2023-12-31", "2024-01-20", "2024-03-01"]);
        Texts { plan, sheet, units, reports, as_of }
    }

    fn plan(&mut self, rhythms: [&str; 5]) -> String {
        let [lam, so, tan, ty, xep] = rhythms;
        let calendar = self.pick(&[1, 1, 15]);
        let unknowns = self.pick(&["open", "open", "missed", "excluded"]);
        let done = self.pick(&["latest", "ever", "every"]);
        let (counts, amounts) = (self.pick(&["latest", "sum"]), self.pick(&["latest", "sum"]));
        let shares = self.pick(&["latest", "pooled", "cumulative"]);
        let [one, two, three] = [0; 3].map(|_| self.pick(&THRESHOLDS));
        let (floor, least) = (self.pick(&["50", "66.67", "85"]), self.below(9));
        let judged =
            self.pick(&["whole plan", "each quarter", "each half-year", "by 2023-10-14", "during 2023-Q3"]);
        format!(
            r#"
format = 1
id = "1-KH"
title = "Kế hoạch thử"
issuer = "huyen"
period = "2023"
figures_from_day = {calendar}
unknowns = "{unknowns}"
scales = [{{ id = "muc", grades = [{{ id = "yeu", name = "yếu" }}, {{ id = "kha", name = "khá" }}, {{ id = "tot", name = "tốt" }}] }}]
scopes = [
    {{ id = "xa", levels = ["commune"], kinds = ["dang-uy"] }},
    {{ id = "thon", kinds = ["thon"] }},
    {{ id = "hoi", kinds = ["doan-the"] }},
    {{ id = "ca-hai", any_of = ["thon", "hoi"] }},
]
indicators = [
    {{ id = "lam", name = "đã làm", measure = "done", combine = "{done}", reported = "{lam}" }},
    {{ id = "so", name = "số mô hình", measure = "count", combine = "{counts}", reported = "{so}" }},
    {{ id = "tan", name = "tấn rác", measure = "amount", combine = "{amounts}", reported = "{tan}" }},
    {{ id = "ty", name = "cán bộ được tập huấn", measure = "share", combine = "{shares}", reported = "{ty}" }},
    {{ id = "xep", name = "xếp loại", measure = "grade", scale = "muc", reported = "{xep}" }},
]
targets = [
    {{ id = "1", title = "Làm", indicator = "lam", measured = "thon", aggregate = "share-of-units", threshold = "{one}", judged = "{judged}" }},
    {{ id = "2", title = "Đơn vị có mô hình", indicator = "so", measured = "ca-hai", aggregate = "number-of-units", criterion = ">= 2", threshold = ">= {least}" }},
    {{ id = "3", title = "Thu gom", indicator = "tan", measured = "thon", aggregate = "total", threshold = ">= 20.5", judged = "{judged}" }},
    {{ id = "4", title = "Bình quân", indicator = "so", measured = "ca-hai", aggregate = "mean", threshold = "[1, 2]" }},
    {{ id = "5", title = "Tập huấn", indicator = "ty", measured = "ca-hai", aggregate = "pooled-share", threshold = ">= {floor}%" }},
    {{ id = "5a", title = "Tập huấn ở mỗi xã", indicator = "ty", measured = "ca-hai", aggregate = "pooled-share", threshold = "{two}", judged_at = "xa", line = "{three}" }},
    {{ id = "6", title = "Xếp loại khá trở lên", indicator = "xep", measured = "ca-hai", aggregate = "share-of-units", criterion = ">= kha", threshold = "{two}" }},
    {{ id = "6a", title = "Trong đó đã làm", indicator = "lam", measured = "ca-hai", aggregate = "share-of-units", threshold = "{three}", within = "6" }},
    {{ id = "7", title = "Nề nếp", aggregate = "judgement", threshold = "cơ bản", judged_at = "xa" }},
    {{ id = "8", title = "Tăng", indicator = "tan", measured = "thon", aggregate = "total", threshold = ">= baseline x 105%", baseline_value = "7/2" }},
]
tasks = [
    {{ id = "bao-cao", title = "Báo cáo quý", product = "report", when = "quarterly before day 25", lead = ["xa"], report_to = ["huyen"] }},
    {{ id = "ra-quan", title = "Ra quân", when = "months 3, 9", lead = ["thon"], coordinate = ["các đơn vị liên quan"] }},
    {{ id = "chi-dao", title = "Việc theo chỉ đạo", when = "on instruction: theo chỉ đạo", lead = ["xa"], advise = ["hoi"] }},
    {{ id = "tuyen-truyen", title = "Tuyên truyền", when = "continuous", lead = ["hoi"], monitor = ["huyen"] }},
]
"#
        )
    }

    fn sheet(&mut self) -> String {
        let rounding = self.pick(&["half-up", "half-even", "down", "up"]);
        let policy = self.pick(&["full", "zero", "left-out-of-group", "left-out-of-total"]);
        let share = self.pick(&["20", "34", "50"]);
        format!(
            r#"
format = 1
id = "bang"
title = "Bảng điểm thử"
period = "2023"
subjects = "xa"
points = 100
places = 1
rounding = "{rounding}"
not_applicable = "{policy}"
total_max = 100
ties = ["b"]
groups = [{{ id = "A", title = "Chỉ tiêu" }}, {{ id = "B", title = "Nhiệm vụ" }}]
criteria = [
    {{ id = "a", title = "Làm", group = "A", max = 20, rule = "all-or-nothing", target = "1" }},
    {{ id = "b", title = "Tập huấn", group = "A", max = 30, rule = "proportional", target = "5" }},
    {{ id = "c", title = "Thu gom", group = "A", max = 10, rule = "per-shortfall", target = "3", step = 1, points = 0.5, count = "begun" }},
    {{ id = "d", title = "Đúng hạn", group = "B", max = 20, rule = "steps", rate = "on-time", tasks = ["bao-cao"], asked = "100%", steps = [{{ values = "100%", points = 20 }}, {{ values = "[50%, 100%)", points = 9 }}] }},
    {{ id = "e", title = "Chậm, thiếu", group = "B", max = 10, rule = "per-occurrence", tasks = ["bao-cao"], deduct = "0.5", cap = 3 }},
    {{ id = "f", title = "Chất lượng", group = "B", max = 10, rule = "judged" }},
]
adjustments = [{{ id = "g", title = "Thưởng", kind = "bonus", target = "6", per = "met", points = 2, cap = 2 }}]
grades = [
    {{ id = "khong", name = "không hoàn thành", points = "< 30" }},
    {{ id = "hoan-thanh", name = "hoàn thành", points = "[30, 60)" }},
    {{ id = "tot", name = "hoàn thành tốt", points = ">= 60", conditions = [{{ rate = "on-time", asked = ">= 25%" }}] }},
]
gates = [{{ target = "2", at_most = "hoan-thanh" }}]
quotas = [{{ grade = "tot", share = "<= {share}%", of = "all" }}]
"#
        )
    }

    fn units(&mut self) -> (Vec<String>, Vec<Drawn>) {
        let mut rows = vec!["huyen,Huyện,ubnd,district,,,,".to_owned()];
        let mut drawn = Vec::new();
        let communes = 2 + self.below(4);
        for commune in 0..communes {
            rows.push(format!("xa-{commune},Đảng ủy xã {commune},dang-uy,commune,huyen,,,"));
            for n in 0..self.below(4) {
                let (mut from, mut to) = (1, 12);
                let (mut first, mut last) = (String::new(), String::new());
                match self.below(8) {
                    0 => {
                        from = 2 + self.below(9);
                        first = format!("2023-{from:02}-01");
                    }
                    1 => {
                        to = 2 + self.below(9);
                        last = format!("2023-{to:02}-28");
                    }
                    _ => {}
                }
                let id = format!("thon-{commune}-{n}");
                rows.push(format!("{id},Thôn {n},thon,village,xa-{commune},{first},{last},"));
                if first.is_empty() && last.is_empty() && self.one_in(6) {
                    let (other, month) = (self.below(communes), 2 + self.below(10));
                    rows.push(format!("{id},Thôn {n},thon,village,xa-{other},,,2023-{month:02}-16"));
                }
                drawn.push(Drawn { id, thon: true, from, to });
            }
            if commune == 0 || self.one_in(2) {
                let id = format!("hoi-{commune}");
                rows.push(format!("{id},Hội phụ nữ,doan-the/hoi-phu-nu,commune,xa-{commune},,,"));
                drawn.push(Drawn { id, thon: false, from: 1, to: 12 });
            }
        }
        // A village more than the communes have by themselves, so that there always is one.
        rows.push("thon-x,Thôn x,thon,village,xa-0,,,".to_owned());
        drawn.push(Drawn { id: "thon-x".to_owned(), thon: true, from: 1, to: 12 });
        (rows, drawn)
    }

    fn reports(&mut self, units: &[Drawn], rhythms: [&str; 5]) -> Vec<String> {
        let mut rows = Vec::new();
        for unit in units {
            for (item, rhythm) in ["lam", "so", "tan", "ty", "xep"].into_iter().zip(rhythms) {
                if item == "tan" && !unit.thon {
                    continue;
                }
                // Regular reports, now and then one for longer, and what was said of them later.
                let regular = labels(rhythm);
                let mut longer = ["2023-H1", "2023-9M", "2023"].map(str::to_owned).to_vec();
                longer.retain(|label| !regular.contains(label));
                let count = regular.len();
                for (k, label) in regular.into_iter().chain(longer).enumerate() {
                    let (from, to) = months(&label);
                    let wanted = if k < count { !self.one_in(3) } else { self.one_in(12) };
                    if wanted && unit.from <= from && to <= unit.to {
                        self.report(&mut rows, item, &unit.id, &label, to);
                    }
                }
                if item == "ty" && self.one_in(3) {
                    let label = labels(rhythm).remove(0);
                    let (from, to) = months(&label);
                    if unit.from <= from && to <= unit.to {
                        rows.push(format!("ty,{},{label},?/40,2023-01-05,,", unit.id));
                    }
                }
            }
            if unit.thon && unit.from == 1 && unit.to == 12 {
                for label in ["2023-03", "2023-09"] {
                    if self.one_in(2) {
                        let day = 1 + self.below(28);
                        rows.push(format!("ra-quan,{},{label},{label}-{day:02},{label}-{day:02},,", unit.id));
                    }
                }
            }
        }
        let communes = 2 + self.below(1);
        for commune in 0..communes {
            for (label, month) in [("2023-Q1", 3), ("2023-Q2", 6), ("2023-Q3", 9), ("2023-Q4", 12)] {
                if !self.one_in(3) {
                    let day = 18 + self.below(11);
                    rows.push(format!(
                        "bao-cao,xa-{commune},{label},2023-{month:02}-{day},2023-{month:02}-{day},,"
                    ));
                }
            }
            if self.one_in(2) {
                let judged = self.pick(&["done", "not done", "n/a"]);
                rows.push(format!("7,xa-{commune},2023,{judged},2023-12-20,nhận xét,"));
            }
            if self.one_in(2) {
                let points = self.below(21);
                rows.push(format!("bang#f,xa-{commune},2023,{}.{},2023-12-22,,", points / 2, points % 2 * 5));
            }
        }
        if self.one_in(2) {
            rows.push("chi-dao,huyen,on-instruction,instructed by 2023-09-15,2023-06-01,,".to_owned());
            rows.push("chi-dao,xa-0,on-instruction,2023-09-20,2023-09-20,,".to_owned());
        }
        rows
    }

    /// One report, with a later correction, a correction of the same day or a withdrawal now and then.
    fn report(&mut self, rows: &mut Vec<String>, item: &str, unit: &str, label: &str, month: usize) {
        let day = 10 + self.below(15);
        let value = self.value(item);
        let row = |value: &str, on: &str, corrects: &str| {
            let note = if value == "n/a" { "không có" } else { "" };
            format!("{item},{unit},{label},{value},{on},{note},{corrects}")
        };
        let on = format!("2023-{month:02}-{day}");
        rows.push(row(&value, &on, ""));
        let other = self.value(item);
        match self.below(12) {
            0 => rows.push(row(&other, &on, "yes")),
            1 => rows.push(row(&other, "2024-01-10", "")),
            2 => rows.push(row("withdrawn", "2024-01-12", "")),
            _ => {}
        }
    }

    fn value(&mut self, item: &str) -> String {
        if self.one_in(10) {
            return "n/a".to_owned();
        }
        match item {
            "lam" => self.pick(&["done", "done", "not done"]).to_owned(),
            "so" => self.below(4).to_string(),
            "tan" => format!("{}.{}", self.below(9), self.below(100)),
            // Small parts, which stay below the latest whole when they add up.
            "ty" => format!("{}/{}", self.below(3), 30 + self.below(12)),
            _ => self.pick(&["yeu", "kha", "tot"]).to_owned(),
        }
    }
}

fn labels(rhythm: &str) -> Vec<String> {
    match rhythm {
        "monthly" => (1..=12).map(|month| format!("2023-{month:02}")).collect(),
        "quarterly" => (1..=4).map(|quarter| format!("2023-Q{quarter}")).collect(),
        "half-yearly" => vec!["2023-H1".to_owned(), "2023-H2".to_owned()],
        _ => vec!["2023".to_owned()],
    }
}

/// The first and the last month of a label.
fn months(label: &str) -> (usize, usize) {
    match label.strip_prefix("2023-") {
        None => (1, 12),
        Some("H1") => (1, 6),
        Some("H2") => (7, 12),
        Some("9M") => (1, 9),
        Some(quarter) if quarter.starts_with('Q') => {
            let quarter: usize = quarter[1..].parse().unwrap();
            (quarter * 3 - 2, quarter * 3)
        }
        Some(month) => (month.parse().unwrap(), month.parse().unwrap()),
    }
}

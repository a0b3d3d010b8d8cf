//! Successions in files: every one that cannot be, at its place in each format and in both languages; what lines of CSV say
//! together; and a million of them.

use kehoach::{
    Heir, Register, UnitId,
    file::{Problem, Problems},
};

use crate::support::{changed, seen};

const UNITS: &str = "\
id,name,kind,level,parent,first,last,since
binh-lu,Xã Bình Lư,xa,commune,,,,
b,Xã B,xa,commune,,,,
c,Xã C,xa,commune,,,,
moi,Xã Mới,xa,commune,,2025-07-01,,
muon,Xã Muộn,xa,commune,,2025-08-01,,
som,Xã Sớm,xa,commune,,,2024-12-31,
het,Xã Hết,xa,commune,,,2025-06-30,
cuoi-nam,Xã Cuối Năm,xa,commune,,,2025-12-31,
";

const HEADER: &str = "on,predecessor,heir,extent,duties,document,indicator,share\n";

/// `binh-lu b whole`, `binh-lu b part duties cay=0.4`: on 1 July 2025, unless a day stands before.
fn fields(row: &str) -> [String; 7] {
    let mut words: Vec<&str> = row.split(' ').collect();
    let on = if words[0].starts_with("20") { words.remove(0) } else { "2025-07-01" };
    let mut fields = [on, words[0], words[1], words[2], "", "", ""].map(str::to_owned);
    for word in &words[3..] {
        match word.split_once('=') {
            None => fields[4] = "yes".to_owned(),
            Some((indicator, share)) => {
                fields[5] = indicator.to_owned();
                fields[6] = share.to_owned();
            }
        }
    }
    fields
}

fn csv(rows: &[&str]) -> String {
    let line = |row: &&str| {
        let [on, predecessor, heir, extent, duties, indicator, share] = fields(row);
        format!("{on},{predecessor},{heir},{extent},{duties},,{indicator},{share}\n")
    };
    HEADER.to_owned() + &rows.iter().map(line).collect::<String>()
}

/// The same in one of the other formats, `=` or `:` between keys and values: a row on a line.
fn listed(rows: &[&str], json: bool) -> String {
    let (sign, quote) = if json { (": ", "\"") } else { (" = ", "") };
    let line = |row: &&str| {
        let [on, predecessor, heir, extent, duties, indicator, share] = fields(row);
        let texts = [("on", on), ("predecessor", predecessor), ("heir", heir), ("extent", extent)];
        let texts = texts.map(|(key, text)| format!("{quote}{key}{quote}{sign}\"{text}\""));
        let mut all = texts.join(", ");
        if !duties.is_empty() {
            all += &format!(", {quote}duties{quote}{sign}true");
        }
        if !indicator.is_empty() {
            all += &format!(", {quote}shares{quote}{sign}{{ \"{indicator}\"{sign}\"{share}\" }}");
        }
        format!("{{ {all} }}")
    };
    rows.iter().map(line).collect::<Vec<_>>().join(",\n")
}

fn toml(rows: &[&str]) -> String {
    let units = Register::from_csv(UNITS).unwrap().to_toml();
    changed(&units, "format = 1\n", &format!("format = 1\nsuccessions = [\n{}\n]\n", listed(rows, false)))
}

fn json(rows: &[&str]) -> String {
    let units = Register::from_csv(UNITS).unwrap().to_json();
    changed(
        &units,
        "{\n  \"format\": 1,\n",
        &format!("{{\"format\": 1, \"successions\": [\n{}\n],\n", listed(rows, true)),
    )
}

/// Of each problem: the row, from 1; the text underlined; what is said, and what would help; and the same in Vietnamese.
type Wanted<'a> = (usize, &'a str, &'a str, &'a str);

#[track_caller]
fn refused(rows: &[&str], wanted: &[Wanted<'_>]) {
    let text = csv(rows);
    let of_csv = Register::from_csv_with_successions(UNITS, &text).map(|_| ()).unwrap_err();
    assert_eq!(of_csv.units, None, "{of_csv}");
    at_its_place("CSV", &text, &of_csv.successions.unwrap(), 1, wanted, str::to_owned);
    let quoted = |text: &str| format!("\"{text}\"");
    let (toml, json) = (toml(rows), json(rows));
    let of_toml = Register::from_toml(&toml).map(|_| ()).unwrap_err();
    at_its_place("TOML", &toml, &of_toml, 2, wanted, |text| {
        if text == "yes" { "true".into() } else { quoted(text) }
    });
    let of_json = Register::from_json(&json).map(|_| ()).unwrap_err();
    at_its_place("JSON", &json, &of_json, 1, wanted, |text| {
        if text == "yes" { "true".into() } else { quoted(text) }
    });
}

/// The rows stand on the lines after the `head` first ones.
#[track_caller]
fn at_its_place(
    format: &str,
    text: &str,
    problems: &Problems,
    head: usize,
    wanted: &[Wanted<'_>],
    spelt: impl Fn(&str) -> String,
) {
    let found: Vec<(usize, String, String, String)> =
        problems.listed().iter().map(|problem| shown(text, problem)).collect();
    let wanted: Vec<_> = wanted
        .iter()
        .map(|(row, snippet, english, vietnamese)| {
            // In CSV a succession of the whole has its indicator in a column of its own.
            let snippet = if format != "CSV" && *snippet == "cay" { "1" } else { snippet };
            (row + head, spelt(snippet), (*english).to_owned(), (*vietnamese).to_owned())
        })
        .collect();
    assert_eq!(found, wanted, "{format}:\n{text}");
}

/// The line, what is underlined, the message with its help, and the Vietnamese. The column is that of the underlined text.
fn shown(text: &str, problem: &Problem) -> (usize, String, String, String) {
    let spot = problem.spot.clone().unwrap();
    let start = text[..spot.span.start].rfind('\n').map_or(0, |end| end + 1);
    assert_eq!(spot.column, text[start..spot.span.start].chars().count() + 1);
    let seen = seen(text, problem);
    let english = seen.split_once("` ").unwrap().1.to_owned();
    let place = format!("dòng {}, cột {}: {}: ", spot.line, spot.column, problem.path.as_ref().unwrap());
    let vietnamese = problem.vietnamese();
    let vietnamese = vietnamese.strip_prefix(&place).unwrap_or_else(|| panic!("{vietnamese}")).to_owned();
    (spot.line, text[spot.span.clone()].to_owned(), english, vietnamese)
}

#[test]
fn every_succession_that_cannot_be_is_shown_where_it_stands() {
    refused(
        &["b c whole", "binh-lư b whole"],
        &[(
            2,
            "binh-lư",
            "the predecessor `binh-lư` is not in the register; did you mean `binh-lu`?",
            "danh sách không có đơn vị trước sắp xếp `binh-lư`; có phải là `binh-lu`?",
        )],
    );
    refused(
        &["b binh-lư whole"],
        &[(
            1,
            "binh-lư",
            "the heir `binh-lư` is not in the register; did you mean `binh-lu`?",
            "danh sách không có đơn vị kế thừa `binh-lư`; có phải là `binh-lu`?",
        )],
    );
    refused(
        &["b b whole"],
        &[(
            1,
            "b",
            "`b` passes whole to itself on 2025-07-01",
            "`b` chuyển toàn bộ cho chính nó ngày 01/7/2025",
        )],
    );
    refused(
        &["b c whole", "2026-01-01 c b whole"],
        &[(
            1,
            "c",
            "units pass to each other in a circle: `b` -> `c` -> `b`",
            "các đơn vị kế thừa nhau thành vòng: `b` -> `c` -> `b`",
        )],
    );
    refused(
        &["b c part", "b b part", "b c part"],
        &[(3, "c", "`b` passes to `c` twice on 2025-07-01", "`b` chuyển cho `c` hai lần ngày 01/7/2025")],
    );
    refused(
        &["b c whole", "b moi whole"],
        &[(
            2,
            "moi",
            "`b` passes whole to `c`, and again to `moi` on 2025-07-01",
            "`b` đã chuyển toàn bộ cho `c`, lại chuyển toàn bộ cho `moi` ngày 01/7/2025",
        )],
    );
    refused(
        &["b c part", "b moi whole"],
        &[(
            2,
            "whole",
            "`b` passes whole to one heir and in part to another on 2025-07-01; a divided unit passes in parts alone",
            "ngày 01/7/2025 `b` vừa chuyển toàn bộ cho một đơn vị, vừa chuyển một phần cho đơn vị khác; đơn vị bị chia thì chỉ chuyển từng phần",
        )],
    );
    refused(
        &["cuoi-nam b whole"],
        &[(
            1,
            "2025-07-01",
            "`cuoi-nam` passes whole to `b` on 2025-07-01, and still exists then: its last day is 2025-12-31; its last day is the day before; leave it out of the record, and it follows from this",
            "`cuoi-nam` chuyển toàn bộ cho `b` ngày 01/7/2025, mà đến ngày 31/12/2025 mới kết thúc; ngày cuối là ngày hôm trước; không ghi ngày cuối thì tự suy ra như vậy",
        )],
    );
    // A unit that ends twice, as it is met: once by its record, and once by the day on which it passes.
    refused(
        &["som b whole"],
        &[(
            1,
            "2025-07-01",
            "`som` passes on something on 2025-07-01, and does not exist on the day before; figures and duties pass on on the day after the unit's last",
            "`som` được sắp xếp ngày 01/7/2025, mà ngày hôm trước không tồn tại; việc sắp xếp có hiệu lực vào ngày sau ngày cuối của đơn vị",
        )],
    );
    refused(
        &["b muon whole"],
        &[(
            1,
            "muon",
            "the heir `muon` of `b` does not exist on 2025-07-01; the first day is the heir's first day, or later",
            "`muon`, đơn vị kế thừa `b`, không tồn tại ngày 01/7/2025; ngày có hiệu lực là ngày đầu của đơn vị kế thừa, hoặc sau đó",
        )],
    );
    refused(
        &["b c part"],
        &[(
            1,
            "b",
            "a part of `b` passes on on 2025-07-01, and it lives on without being marked as divided; a part of it passes to itself as well, if it lives on; else its record says its last day, the day before",
            "một phần của `b` chuyển đi ngày 01/7/2025, đơn vị vẫn còn mà không ghi là giữ lại phần nào; nếu đơn vị còn tồn tại thì ghi thêm một phần chuyển cho chính nó; nếu không thì ghi ngày cuối của nó",
        )],
    );
    refused(
        &["b b part"],
        &[(
            1,
            "b",
            "`b` keeps a part of itself on 2025-07-01, and no other unit has the rest; the unit that has the rest takes a part on the same day",
            "`b` giữ lại một phần của mình ngày 01/7/2025, mà không đơn vị nào nhận phần còn lại; đơn vị nhận phần còn lại cũng nhận một phần trong cùng ngày",
        )],
    );
    refused(
        &["het b part duties", "het c part duties"],
        &[(
            2,
            "yes",
            "both `c` and `b` are to answer for the duties of `het` from 2025-07-01",
            "cả `c` và `b` cùng nhận nhiệm vụ của `het` từ ngày 01/7/2025",
        )],
    );
    refused(
        &["b c whole cay=1"],
        &[(
            1,
            "cay",
            "`b` passes whole to `c`: there is nothing to apportion",
            "`b` chuyển toàn bộ cho `c`, không có gì để phân bổ",
        )],
    );
    refused(
        &["het b part cay=1.5", "het c part cay=-0.5"],
        &[
            (
                1,
                "1.5",
                "the share of `b` in the figures of `het` on `cay` is 1.5, not from 0 to 1",
                "tỷ lệ phân bổ số liệu `cay` của `het` cho `b` là 1,5, không nằm từ 0 đến 1",
            ),
            (
                2,
                "-0.5",
                "the share of `c` in the figures of `het` on `cay` is -0.5, not from 0 to 1",
                "tỷ lệ phân bổ số liệu `cay` của `het` cho `c` là âm 0,5, không nằm từ 0 đến 1",
            ),
        ],
    );
    refused(
        &["het c part", "het b part cay=0.9"],
        &[(
            2,
            "0.9",
            "the shares in the figures of `het` on `cay` add up to 0.9, not 1",
            "các tỷ lệ phân bổ số liệu `cay` của `het` cộng lại bằng 0,9, không bằng 1",
        )],
    );
}

/// What is said of CSV lines below the header: `units: ` stands before what is said of the other file.
#[track_caller]
fn lines(units: &str, lines: &str, wanted: &str) {
    let text = format!("{HEADER}{lines}\n");
    let found = match Register::from_csv_with_successions(units, &text) {
        Ok(_) => "read without a problem".to_owned(),
        Err(problems) => {
            let of = |name, text, problems: &Option<Problems>| {
                let listed = problems.iter().flat_map(Problems::listed);
                listed.map(|problem| format!("{name}{}", seen(text, problem))).collect::<Vec<_>>()
            };
            [of("units: ", units, &problems.units), of("", &text, &problems.successions)].concat().join("\n")
        }
    };
    assert_eq!(found, wanted, "{lines}");
}

#[test]
fn lines_that_cannot_be_read_are_told_by_their_fields() {
    let read = |text: &str, wanted: &str| lines(UNITS, text, wanted);
    read(",b,c,whole,,,,", "2:1 `` `on` is empty");
    read("2025-07-01,,c,whole,,,,", "2:12 `` `predecessor` is empty");
    read("2025-07-01,b,,whole,,,,", "2:14 `` `heir` is empty");
    read("2025-07-01,b,c,,,,,", "2:16 `` `extent` is empty");
    read("31/6/2025,b,c,whole,,,,", "2:1 `31/6/2025` 06/2025 has no day 31");
    read(
        "tháng 7,b,c,whole,,,,",
        "2:1 `tháng 7` a date is written `2023-12-09`; expected a year of four digits, as in `2023-12-09` or `9/12/2023`",
    );
    read(
        "2025-07-01,Xã Bình Lư,c,whole,,,,",
        "2:12 `Xã Bình Lư` `Xã Bình Lư` is a name, and an id belongs here; did you mean `binh-lu`?",
    );
    read("2025-07-01,b,x y,whole,,,,", "2:14 `x y` an id cannot hold a space");
    read(
        "2025-07-01,b,c,toàn bô,,,,",
        "2:16 `toàn bô` `toàn bô` is no extent; did you mean `toàn bộ`?; expected `toàn bộ`, `whole`, `part`",
    );
    read("2025-07-01,b,c,whole,đúng,,,", "2:22 `đúng` `đúng` is no answer; expected `yes`, `no`");
    read(
        "2025-07-01,b,c,whole,,12,,",
        "2:23 `12` a document number has a number, a kind and an issuer, such as `159-KH/HU`; expected a kind and an issuer such as `KH/HU`",
    );
    read("2025-07-01,het,c,part,,,,0.5", "2:25 `` `indicator` is empty");
    read("2025-07-01,het,c,part,,,cay,", "2:29 `` `share` is empty");
    read(
        "2025-07-01,het,c,part,,,cay,1/3",
        "2:29 `1/3` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    read(
        "2025-07-01,het,c,part,,,cay,0.4,9",
        "2:1 `2025-07-01,het,c,part,,,cay,0.4,9` the record has 9 fields, and the header 8; expected quotes around a field that holds a separator",
    );
    let (text, header) = (format!("{HEADER}2025-07-01,b,c,whole,,,,\n"), "predecessor,heir");
    let misspelt = changed(&text, header, "predecesor,heir");
    let problems = Register::from_csv_with_successions(UNITS, &misspelt).unwrap_err().to_string();
    assert_eq!(
        problems,
        "successions: line 1, column 4: there is no column `predecesor`; did you mean `predecessor`?; expected `on`, \
         `predecessor`, `heir`, `extent`, `duties`, `document`, `indicator`, `share`"
    );
    assert_eq!(
        Register::from_csv_with_successions("", "").unwrap_err().to_string(),
        "units: the file is empty\nsuccessions: the file is empty"
    );
}

#[test]
fn lines_of_one_succession_say_the_same_of_it_or_nothing() {
    let both = |a: &str, b: &str| format!("2025-07-01,het,b,{a}\n01/7/2025,het,b,{b}");
    let rest = "\n2025-07-01,het,c,part,,,cay,0.6\n2025-07-01,het,c,,,,rac,\"0,5\"";
    for (a, b) in [
        ("part,,,cay,0.4", ",,,rac,50%"),
        (",,,cay,40%", "một phần,có,12/NQ-HĐND,rac,0.5"),
        ("part,yes,12/NQ-HĐND,cay,\"0,40\"", "PART,x,Nghị quyết số 12/NQ-HĐND,rac,\"50,0 %\""),
    ] {
        let text = format!("{HEADER}{}{rest}\n", both(a, b));
        let register =
            Register::from_csv_with_successions(UNITS, &text).unwrap_or_else(|p| panic!("{text}{p}"));
        let [first, second] = register.successions() else { panic!("{text}") };
        let shares = |one: &kehoach::Succession| {
            one.shares.iter().map(|(id, share)| format!("{id} {share}")).collect::<Vec<_>>()
        };
        assert_eq!(
            (shares(first), shares(second)),
            (vec!["cay 0.4".into(), "rac 0.5".into()], vec!["cay 0.6".into(), "rac 0.5".into()])
        );
        let heir = register.heir(&UnitId::new("het").unwrap(), "2025-07-01".parse().unwrap()).unwrap();
        let Heir::Divided { duties, .. } = heir else { panic!("{heir:?}") };
        assert_eq!(duties.is_some(), text.contains("có") || text.contains("yes"));
    }
    let refused = |a: &str, b: &str, wanted: &str| lines(UNITS, &both(a, b), wanted);
    refused(
        "part,,,cay,0.4",
        "whole,,,rac,0.5",
        "3:17 `whole` `extent` is `whole`, and `part` in line 2, of the same units and day; expected `part`, or nothing",
    );
    refused(
        "part,no,,cay,0.4",
        ",yes,,rac,0.5",
        "3:18 `yes` `duties` is `yes`, and `no` in line 2, of the same units and day; expected `no`, or nothing",
    );
    refused(
        "part,,12/NQ-HĐND,cay,0.4",
        ",,13/NQ-HĐND,rac,0.5",
        "3:19 `13/NQ-HĐND` `document` is `13/NQ-HĐND`, and `12/NQ-HĐND` in line 2, of the same units and day; expected `12/NQ-HĐND`, or nothing",
    );
    refused(
        "part,,,cay,0.4",
        ",,,cay,0.6",
        "3:20 `cay` the share in the figures on `cay` stands there twice",
    );
    // The same letters composed otherwise.
    refused(
        "part,,,cây,0.4",
        ",,,ca\u{302}y,0.6",
        "3:20 `ca\u{302}y` the share in the figures on `cây` stands there twice",
    );
}

#[test]
fn each_problem_is_told_of_the_file_it_stands_in() {
    let units = changed(UNITS, "c,Xã C,xa,commune,,,,", "c,Xã C,xa,,,,,");
    lines(
        &units,
        "2025-07-01,b,c,hole,,,,",
        "units: 4:11 `` `level` is empty\n2:16 `hole` `hole` is no extent; did you mean `whole`?; expected `whole`, `part`",
    );
    // The last day follows from the succession, and it is the other file that says what was below the unit then.
    let units = changed(UNITS, "c,Xã C,xa,commune,,,,", "c,Xã C,xa,commune,b,,,");
    lines(
        &units,
        "2025-07-01,b,moi,whole,,,,",
        "units: 4:19 `b` unit `c` belongs to `b` on 2025-07-01, but `b` does not exist then",
    );
}

#[test]
fn one_key_twice_is_refused_in_every_format() {
    let rows = ["het b part cay=0.4", "het c part cay=0.6"];
    let twice = |text: String, sign: &str| {
        changed(&text, "\"0.4\" }", &format!("\"0.4\", \"ca\u{302}y\"{sign}\"0.4\" }}"))
            .replace("\"cay\"", "\"cây\"")
    };
    let (toml, json) = (twice(toml(&rows), " = "), twice(json(&rows), ": "));
    for problems in [Register::from_toml(&toml).unwrap_err(), Register::from_json(&json).unwrap_err()] {
        let text = problems.to_string();
        assert!(text.ends_with("the share in the figures on `cây` stands there twice"), "{text}");
    }
    let json = changed(&self::json(&rows), "\"0.4\" }", "\"0.4\", \"cay\": \"0.6\" }");
    let problems = Register::from_json(&json).unwrap_err();
    assert_eq!(
        seen(&json, &problems.listed()[0]).split_once(' ').unwrap().1,
        "`\"cay\"` the key `cay` stands there twice"
    );
}

#[test]
fn a_million_lines_are_read_or_refused_in_time() {
    // As many as a build without optimisation reads in seconds.
    const PREDECESSORS: usize = if cfg!(debug_assertions) { 5_000 } else { 125_000 };
    let mut units = String::from("id,name,kind,level,last\nx,X,xa,commune,\ny,Y,xa,commune,\n");
    let mut text = String::from(HEADER);
    for n in 0..PREDECESSORS {
        units += &format!("u{n},Xã {n},xa,commune,2025-06-30\n");
        for (heir, share) in [("x", "0.4"), ("y", "60%")] {
            for indicator in ["a", "b", "c", "d"] {
                text += &format!("2025-07-01,u{n},{heir},part,,12/NQ-HĐND,{indicator},{share}\n");
            }
        }
    }
    let started = std::time::Instant::now();
    let register = Register::from_csv_with_successions(&units, &text).unwrap();
    assert_eq!(register.successions().len(), 2 * PREDECESSORS);
    assert_eq!(register.successions()[1].shares.len(), 4);
    // Every line wrong, for a unit that is nearly one there is.
    let wrong = text.replace(",u", ",v");
    let problems = Register::from_csv_with_successions(&units, &wrong).unwrap_err().successions.unwrap();
    assert_eq!((problems.listed().len(), problems.more()), (100, 2 * PREDECESSORS - 100));
    assert!(started.elapsed().as_secs() < 300, "{:?}", started.elapsed());
}

//! Plans built in code are the plans that files make, with the same refusals at the same places.

use kehoach::{
    DoneBy, FigureBy, Plan, RestDays, Rhythm, ShareBy, Unknowns,
    build::*,
    file::{DateText, PlanFile},
};

fn begun() -> PlanBuilder {
    Plan::build("05-KH/UBND", "Vệ sinh môi trường", "ubnd-xa", "2021/2025")
        .scope("cac-thon", kinds(["thon"]))
        .indicator("rac", "rác được thu gom", amount(FigureBy::Sum).reported(Rhythm::Quarterly))
        .indicator("cam-ket", "ký cam kết", done(DoneBy::Latest).reported(Rhythm::Yearly))
}

const BEGUN: &str = r#"
format = 1
id = "05-KH/UBND"
title = "Vệ sinh môi trường"
issuer = "ubnd-xa"
period = "2021/2025"
scopes = [{ id = "cac-thon", kinds = ["thon"] }]
indicators = [
    { id = "rac", name = "rác được thu gom", measure = "amount", combine = "sum", reported = "quarterly" },
    { id = "cam-ket", name = "ký cam kết", measure = "done", reported = "yearly" },
"#;

/// What is built is what the file says; `rows` go on inside the list of indicators, which they close.
#[track_caller]
fn same(built: PlanBuilder, rows: &str) {
    let read = Plan::from_toml(&format!("{BEGUN}{rows}")).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(built.finish().unwrap_or_else(|problems| panic!("{problems}")), read);
}

#[test]
fn every_call_is_a_row_or_a_key() {
    same(begun(), "]");
    same(
        begun()
            .issued("15/01/2021")
            .figures_from_day(15)
            .unknowns(Unknowns::Missed)
            .rest_days(RestDays::NextWorkingDay),
        "]\nissued = 2021-01-15\nfigures_from_day = 15\nunknowns = \"missed\"\nrest_days = \"next-working-day\"",
    );
    same(
        begun().with(|file| file.issued = Some(DateText("2021-01-15".to_owned()))),
        "]\nissued = 2021-01-15",
    );
}

#[test]
fn documents_and_recipients() {
    let documents = "based_on = [\"27-CTr/TU ngày 12/12/2020\"]\nimplements = [\"Luật Bảo vệ môi trường\"]\nreviews = [\"01-KH/ĐU\"]";
    let built = begun()
        .based_on(["27-CTr/TU ngày 12/12/2020"])
        .implements(["Luật Bảo vệ môi trường"])
        .reviews(["01-KH/ĐU"])
        .recipients(["dang-uy (để báo cáo)", "cac-thon"])
        .target(
            "1",
            "Thu gom",
            total("rac", "cac-thon")
                .asks(">= 5")
                .based_on(["27-CTr/TU ngày 12/12/2020"])
                .implements(["Luật Bảo vệ môi trường"])
                .reviews(["01-KH/ĐU"]),
        )
        .task(
            "t",
            "Tổng kết",
            work("monthly")
                .lead(["cac-thon"])
                .based_on(["27-CTr/TU ngày 12/12/2020"])
                .implements(["Luật Bảo vệ môi trường"])
                .reviews(["01-KH/ĐU"]),
        );
    same(
        built,
        &format!(
            "]\n{documents}\nrecipients = [\"dang-uy (để báo cáo)\", \"cac-thon\"]\n\
             [[targets]]\nid = \"1\"\ntitle = \"Thu gom\"\nindicator = \"rac\"\nmeasured = \"cac-thon\"\n\
             aggregate = \"total\"\nthreshold = \">= 5\"\n{documents}\n\
             [[tasks]]\nid = \"t\"\ntitle = \"Tổng kết\"\nwhen = \"monthly\"\nlead = [\"cac-thon\"]\n{documents}"
        ),
    );
}

#[test]
fn scopes_and_scales() {
    let built = begun()
        .scope("a", kinds(["k"]).levels(["l"]).units(["u"]).below(["b"]).within(["w"]).called("tên"))
        .scope("b", any_of(["a", "cac-thon"]).except(["cac-thon"]))
        .scope("c", all_of(["a", "b"]))
        .scope("d", levels(["l", "m"]))
        .scope("e", units(["u"]))
        .scope("f", below(["u"]))
        .scope("g", within(["u"]))
        .scope("h", except(["a"]))
        .scale("s", [("kem", "kém"), ("tot", "tốt")]);
    let scopes = r#"
        { id = "a", name = "tên", kinds = ["k"], levels = ["l"], units = ["u"], below = ["b"], within = ["w"] },
        { id = "b", any_of = ["a", "cac-thon"], except = ["cac-thon"] },
        { id = "c", all_of = ["a", "b"] },
        { id = "d", levels = ["l", "m"] },
        { id = "e", units = ["u"] },
        { id = "f", below = ["u"] },
        { id = "g", within = ["u"] },
        { id = "h", except = ["a"] },
    ]
    scales = [{ id = "s", grades = [{ id = "kem", name = "kém" }, { id = "tot", name = "tốt" }] }]"#;
    let text = BEGUN.replace("[\"thon\"] }]", &format!("[\"thon\"] }},{scopes}"));
    assert_eq!(built.finish().unwrap(), Plan::from_toml(&format!("{text}]")).unwrap());
}

#[test]
fn indicators() {
    for (reported, row) in [
        (
            done(DoneBy::Ever).reported(Rhythm::Monthly),
            r#"measure = "done", combine = "ever", reported = "monthly""#,
        ),
        (
            done(DoneBy::Every).reported(Rhythm::Once),
            r#"measure = "done", combine = "every", reported = "once""#,
        ),
        (
            count(FigureBy::Latest).reported(Rhythm::Yearly),
            r#"measure = "count", combine = "latest", reported = "yearly""#,
        ),
        (
            count(FigureBy::Sum).reported(Rhythm::NineMonths),
            r#"measure = "count", combine = "sum", reported = "nine-months""#,
        ),
        (
            amount(FigureBy::Latest)
                .unit("ha")
                .least(-5)
                .greatest(500_u64)
                .reported(Rhythm::HalfYearly)
                .carried_forward(),
            r#"measure = "amount", combine = "latest", reported = "half-yearly", unit = "ha", least = -5, greatest = 500, carry_forward = true"#,
        ),
        (
            share(ShareBy::Latest).reported(Rhythm::Yearly),
            r#"measure = "share", combine = "latest", reported = "yearly""#,
        ),
        (
            share(ShareBy::Pooled).reported(Rhythm::Yearly),
            r#"measure = "share", combine = "pooled", reported = "yearly""#,
        ),
        (
            share(ShareBy::Cumulative).reported(Rhythm::Yearly),
            r#"measure = "share", combine = "cumulative", reported = "yearly""#,
        ),
        (grade("s").reported(Rhythm::Yearly), r#"measure = "grade", scale = "s", reported = "yearly""#),
    ] {
        let scale = r#"scales = [{ id = "s", grades = [{ id = "kem", name = "kém" }, { id = "tot", name = "tốt" }] }]"#;
        same(
            begun().scale("s", [("kem", "kém"), ("tot", "tốt")]).indicator("x", "X", reported),
            &format!("{{ id = \"x\", name = \"X\", {row} }}]\n{scale}"),
        );
    }
}

#[test]
fn targets() {
    let half = number_of_units("cam-ket", "cac-thon").asks("ít nhất 3");
    for (target, row) in [
        (half.clone(), "aggregate = \"number-of-units\"\nthreshold = \">= 3\""),
        (
            half.clone().clause("II.2").aspired(),
            "aggregate = \"number-of-units\"\nthreshold = \"phấn đấu >= 3\"\nclause = \"II.2\"",
        ),
        (
            half.clone().judged("hằng năm"),
            "aggregate = \"number-of-units\"\nthreshold = \">= 3\"\njudged = \"each year\"",
        ),
        (
            half.clone().at_each("cac-thon"),
            "aggregate = \"number-of-units\"\nthreshold = \">= 3\"\njudged_at = \"cac-thon\"",
        ),
        (
            half.clone().at_each_of("cac-thon", "từ 90% trở lên"),
            "aggregate = \"number-of-units\"\nthreshold = \">= 3\"\njudged_at = \"cac-thon\"\nline = \">= 90%\"",
        ),
        (
            half.unknowns(Unknowns::Excluded),
            "aggregate = \"number-of-units\"\nthreshold = \">= 3\"\nunknowns = \"excluded\"",
        ),
    ] {
        let row = format!(
            "]\n[[targets]]\nid = \"1\"\ntitle = \"T\"\nindicator = \"cam-ket\"\nmeasured = \"cac-thon\"\n{row}"
        );
        same(begun().target("1", "T", target), &row);
    }
    for (target, row) in [
        (total("rac", "cac-thon").asks("ít nhất 5"), "aggregate = \"total\"\nthreshold = \">= 5\""),
        (mean("rac", "cac-thon").asks("ít nhất 5"), "aggregate = \"mean\"\nthreshold = \">= 5\""),
        (
            share_of_units("rac", "cac-thon").meeting("từ 2 đến dưới 5").asks("dưới 5%"),
            "aggregate = \"share-of-units\"\ncriterion = \"[2, 5)\"\nthreshold = \"< 5%\"",
        ),
        (
            total("rac", "cac-thon").asks_since("tăng 5%", "2020"),
            "aggregate = \"total\"\nthreshold = \"tăng 5%\"\nbaseline = \"2020\"",
        ),
        (
            total("rac", "cac-thon").asks_from("tăng 5%", "120"),
            "aggregate = \"total\"\nthreshold = \"tăng 5%\"\nbaseline_value = \"120\"",
        ),
        (
            share_of_units("rac", "cac-thon").meeting(">= 2").within("0").asks(">= 60%"),
            "aggregate = \"share-of-units\"\ncriterion = \">= 2\"\nthreshold = \">= 60%\"\nwithin = \"0\"",
        ),
    ] {
        let first = "]\n[[targets]]\nid = \"0\"\ntitle = \"O\"\nindicator = \"cam-ket\"\nmeasured = \"cac-thon\"\n\
                     aggregate = \"share-of-units\"\nthreshold = \"100%\"";
        let row = format!(
            "{first}\n[[targets]]\nid = \"1\"\ntitle = \"T\"\nindicator = \"rac\"\nmeasured = \"cac-thon\"\n{row}"
        );
        let outer = share_of_units("cam-ket", "cac-thon").asks("100%");
        same(begun().target("0", "O", outer).target("1", "T", target), &row);
    }
    same(
        begun().target("1", "T", judgement()),
        "]\ntargets = [{ id = \"1\", title = \"T\", aggregate = \"judgement\" }]",
    );
    let pooled = pooled_share("tap-huan", "cac-thon").asks("trên 85%");
    same(
        begun()
            .indicator("tap-huan", "tập huấn", share(ShareBy::Pooled).reported(Rhythm::Yearly))
            .target("1", "T", pooled),
        "{ id = \"tap-huan\", name = \"tập huấn\", measure = \"share\", combine = \"pooled\", reported = \"yearly\" }]\n\
         targets = [{ id = \"1\", title = \"T\", indicator = \"tap-huan\", measured = \"cac-thon\", \
         aggregate = \"pooled-share\", threshold = \"> 85%\" }]",
    );
}

#[test]
fn tasks() {
    let task =
        work("quý III/2021").clause("IV.1").lead(["a"]).coordinate(["b", "c"]).advise(["d"]).direct(["e"]);
    same(
        begun().task("1", "T", task.monitor(["f"])).task(
            "2",
            "B",
            report("hằng quý").lead(["cac-thon"]).report_to(["g"]).report_through(["UBND cùng cấp"]),
        ),
        r#"]
        [[tasks]]
        id = "1"
        title = "T"
        clause = "IV.1"
        when = "during 2021-Q3"
        lead = ["a"]
        coordinate = ["b", "c"]
        advise = ["d"]
        direct = ["e"]
        monitor = ["f"]
        [[tasks]]
        id = "2"
        title = "B"
        product = "report"
        when = "quarterly"
        lead = ["cac-thon"]
        report_to = ["g"]
        report_through = ["same level: ubnd"]
        "#,
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_place() {
    let plan = begun()
        .scope("trong", units::<&str>([]))
        .indicator("rác", "trùng", count(FigureBy::Sum).reported(Rhythm::Yearly))
        .target("1", "T", total("rac", "cac-thon").asks("trê 5"))
        .target("2", "T", total("rac", "cac-thon").asks("tăng 5% so với năm trước"))
        .target("3", "T", total("rac", "cac-thon").asks(">= 5").judged("thường xuyên"))
        .task("a b", "T", work("hằng quý").lead(["a"]));
    let problems = plan.finish().unwrap_err();
    let paths: Vec<_> = problems.listed().iter().map(|p| p.path.clone().unwrap_or_default()).collect();
    assert_eq!(
        paths,
        ["targets[0].threshold", "targets[1].baseline", "targets[2].judged", "tasks[0].id"],
        "{problems}"
    );
    // What the rows say of one another is checked once each of them stands.
    let plan = begun()
        .scope("trong", units::<&str>([]))
        .target("1", "T", total("rcc", "cac-thom").asks(">= 5%"))
        .target("2", "T", share_of_units("cam-ket", "cac-thon").within("3").asks("100%"));
    assert_eq!(
        plan.finish().unwrap_err().to_string(),
        "\
scopes[1].id: scope `trong` states no condition
targets[0].indicator: there is no indicator `rcc`; did you mean `rac`?
targets[0].measured: there is no scope `cac-thom`; did you mean `cac-thon`?
targets[0].threshold: `>= 5%` asks for a percent, and what it is held against is a plain number
targets[1].within: there is no target `3`; did you mean `1`?"
    );
}

#[test]
fn what_is_built_is_written_as_a_file_and_read_again() {
    let plan = begun().target("1", "T", total("rac", "cac-thon").asks("trên 85")).finish().unwrap();
    assert_eq!(Plan::from_toml(&plan.to_toml()).unwrap(), plan);
    assert_eq!(Plan::try_from(PlanFile::from(&plan)).unwrap(), plan);
}

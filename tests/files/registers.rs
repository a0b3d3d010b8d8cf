//! Registers that are wrong, and one that is very deep.

use kehoach::{Plan, Register};

use crate::support::{UNITS, changed, says, with};

#[track_caller]
fn refused(from: &str, to: &str, wanted: &str) {
    let text = changed(UNITS, from, to);
    says(&text, Register::from_csv(&text), wanted);
}

#[track_caller]
fn added(line: &str, wanted: &str) {
    let text = with(UNITS, line);
    says(&text, Register::from_csv(&text), wanted);
}

#[test]
fn units_twice_also_when_they_differ_only_in_composition() {
    added(
        "thon-mot,Thôn Một,thon,village,dang-uy,,,",
        "9:1 `thon-mot` unit `thon-mot` stands in the register twice",
    );
    let text = with(UNITS, "xã-mới,Xã Mới,xa,commune,,,,\nxa\u{303}-mơ\u{301}i,Xã Mới,xa,commune,,,,");
    says(
        &text,
        Register::from_csv(&text),
        "10:1 `xa\u{303}-mơ\u{301}i` unit `xã-mới` stands in the register twice",
    );
    assert!(Register::from_csv(&with(UNITS, "10²,A,xa,commune,,,,\n102,B,xa,commune,,,,")).is_ok());
}

#[test]
fn parents_that_are_missing_or_go_in_a_circle() {
    added(
        "thon-ba,Thôn Ba,thon,village,dang-ủy,,,",
        "9:30 `dang-ủy` the parent `dang-ủy` of unit `thon-ba` is not in the register; did you mean `dang-uy`?",
    );
    added(
        "thon-ba,Thôn Ba,thon,village,huyen,,,",
        "9:30 `huyen` the parent `huyen` of unit `thon-ba` is not in the register",
    );
    added(
        "a,A,thon,village,c,,,\nb,B,thon,village,a,,,\nc,C,thon,village,b,,,",
        "9:18 `c` units belong to each other in a circle: `a` -> `c` -> `b` -> `a`",
    );
    added("a,A,thon,village,a,,,", "9:18 `a` units belong to each other in a circle: `a` -> `a`");
    added(
        "a,A,thon,village,thon-cu,,,",
        "9:18 `thon-cu` unit `a` belongs to `thon-cu` on 2024-01-01, but `thon-cu` does not exist then",
    );
    added(
        "thon-ba,Thôn Ba,thon,village,Đảng ủy xã Mường Than,,,",
        "9:30 `Đảng ủy xã Mường Than` `Đảng ủy xã Mường Than` is a name, and an id belongs here; did you mean `dang-uy`?",
    );
    // The place is that of the record that says so.
    added(
        "a,A,thon,village,,,,\na,A,thon,village,thon-cu,,,2024-05-01",
        "10:18 `thon-cu` unit `a` belongs to `thon-cu` on 2024-05-01, but `thon-cu` does not exist then",
    );
}

#[test]
fn days_that_do_not_fit() {
    refused(
        "2023-12-31",
        "31/12/23",
        "5:39 `31/12/23` a date is written `2023-12-09`; expected a year of four digits, as in `2023-12-09` or `9/12/2023`",
    );
    refused("2023-12-31", "2023-02-29", "5:39 `2023-02-29` 02/2023 has no day 29");
    refused(
        "2024-07-01,,",
        "2024-07-01,2024-06-30,",
        "6:51 `2024-06-30` unit `thon-moi` ends on 2024-06-30 before it begins on 2024-07-01",
    );
    refused(",2024-03-01\n", ",2024-13-01\n", "8:62 `2024-13-01` there is no month 13");
    added(
        "khong-co,Không Có,thon,village,dang-uy,,,2024-01-01",
        "9:42 `2024-01-01` unit `khong-co` is changed from 2024-01-01 on, but has no record without `since`",
    );
    added(
        "thon-cu,Thôn Cũ,thon,village,dang-uy,,,2024-01-01",
        "9:40 `2024-01-01` unit `thon-cu` is changed from 2024-01-01 on, but does not exist then",
    );
    let documents = changed(UNITS, "since\n", "since,ended_by\n").replace(",\n", ",,\n");
    let documents = documents.replace(",2024-03-01\n", ",2024-03-01,12/NQ-HĐND\n");
    says(
        &documents,
        Register::from_csv(&documents),
        "8:73 `12/NQ-HĐND` the first and last day of unit `hoi-phu-nu`, and the document that ends it, belong in its record without `since`",
    );
    added(
        "hoi-phu-nu,Hội LHPN,doan-the,commune,dang-uy,,,2024-03-01",
        "9:48 `2024-03-01` unit `hoi-phu-nu` has two records from 2024-03-01 on",
    );
}

#[test]
fn fields_that_are_empty_or_hold_what_no_id_has() {
    added(",Thôn Ba,thon,village,dang-uy,,,", "9:1 `` `id` is empty");
    added("thon-ba,,thon,village,dang-uy,,,", "9:9 `` `name` is empty");
    added("thon-ba,Thôn Ba,,village,dang-uy,,,", "9:17 `` `kind` is empty");
    added("thon-ba,Thôn Ba,thon,,dang-uy,,,", "9:22 `` `level` is empty");
    added("thon ba,Thôn Ba,thon,village,dang-uy,,,", "9:1 `thon ba` an id cannot hold a space");
    added("\"thon;ba\",Thôn Ba,thon,village,dang-uy,,,", "9:1 `\"thon;ba\"` an id cannot hold `;`");
}

#[test]
fn headers_and_rows_of_the_wrong_shape() {
    refused(
        "id,name,kind,level,parent",
        "id,name,kind,levl,parent",
        "1:14 `levl` there is no column `levl`; did you mean `level`?; expected `id`, `name`, `kind`, `level`, `parent`, `first`, `last`, `since`, `document`, `ended_by`",
    );
    refused("id,name,kind,level,parent", "id,ten,kind,level,parent", "\
1:1 `id,ten,kind,level,parent,first,last,since` `name` is missing
1:4 `ten` there is no column `ten`; expected `id`, `name`, `kind`, `level`, `parent`, `first`, `last`, `since`, `document`, `ended_by`");
    refused(
        "since\n",
        "sinse\n",
        "1:38 `sinse` there is no column `sinse`; did you mean `since`?; expected `id`, `name`, `kind`, `level`, `parent`, `first`, `last`, `since`, `document`, `ended_by`",
    );
    refused("first,last", "first,first", "1:33 `first` the column `first` stands there twice");
    refused(
        "parent,first,last,since\n",
        "parent,first,last,since,\n",
        "1:44 `` a column has no name; expected `id`, `name`, `kind`, `level`, `parent`, `first`, `last`, `since`, `document`, `ended_by`",
    );
    added(
        "thon-ba,Thôn Ba,thon,village,dang-uy",
        "9:1 `thon-ba,Thôn Ba,thon,village,dang-uy` the record has 5 fields, and the header 8; expected a separator for every column, also for one in which nothing stands",
    );
    added(
        "thon-ba,Thôn Ba,thon,village,dang-uy,,,,",
        "9:1 `thon-ba,Thôn Ba,thon,village,dang-uy,,,,` the record has 9 fields, and the header 8; expected quotes around a field that holds a separator",
    );
    added(
        "thon-ba,Thôn Ba, huyện A,thon,village,dang-uy,,,",
        "9:1 `thon-ba,Thôn Ba, huyện A,thon,village,dang-uy,,,` the record has 9 fields, and the header 8; expected quotes around a field that holds a separator",
    );
    says("", Register::from_csv(""), "the file is empty");
    says(
        "\u{feff}\r\n# chỉ có ghi chú\r\n",
        Register::from_csv("\u{feff}\r\n# chỉ có ghi chú\r\n"),
        "the file is empty",
    );
    let wide = format!("id,name,kind,level{}\n", ",x".repeat(300));
    says(&wide, Register::from_csv(&wide), "1:524 `x` there are more columns than the 256 that are read");
    let long = with(UNITS, &format!("thon-ba,{},thon,village,dang-uy,,,", "x".repeat(10_001)));
    let problems = Register::from_csv(&long).unwrap_err();
    assert_eq!(
        problems.listed()[0].kind.to_string(),
        "there are more characters in a field than the 10000 that are read"
    );
}

#[test]
fn quotes_that_do_not_close() {
    // The file would seem to be shorter, or a name very long.
    added(
        "thon-ba,\"Thôn Ba,thon,village,dang-uy,,,\nthon-bon,Thôn Bốn,thon,village,dang-uy,,,",
        "9:9 `\"` the quote that opens here is not closed where its field ends",
    );
    added(
        "thon-ba,Thôn Ba,thon,village,dang-uy,,,\"",
        "9:40 `\"` the quote that opens here is not closed where its field ends",
    );
    added(
        "thon-ba,Thôn Ba,thon,village,dang-uy,,,\"2024-01-01\nthon-bon,Thôn Bốn,thon,village,dang-uy,,,",
        "9:40 `\"` the quote that opens here is not closed where its field ends",
    );
    added(
        "thon-ba,\"Thôn Ba,thon,village,dang-uy,,,\nthon-bon,\"Thôn Bốn\",thon,village,dang-uy,,,",
        "9:9 `\"` the quote that opens here is not closed where its field ends",
    );
    added(
        "thon-ba,Thôn \"Ba\",thon,village,dang-uy,,,",
        "9:14 `\"` a quote stands inside a field that does not begin with one; expected a field with quotes in it begins and ends with a quote, and doubles those inside",
    );
    added(
        "thon-ba,\"Thôn\" Ba,thon,village,dang-uy,,,",
        "9:15 ` Ba,thon,village,dang-uy,,,` text follows a closing quote; expected a separator or the end of the line",
    );
}

#[test]
fn what_spreadsheets_do_is_accepted() {
    let plain = Register::from_csv(UNITS).unwrap();
    let windows = UNITS.replace('\n', "\r\n");
    for text in [
        format!("\u{feff}{UNITS}"),
        windows.clone(),
        format!("\u{feff}{windows}"),
        UNITS.replace(',', ";"),
        UNITS.replace(',', "\t"),
        format!("# ghi chú\n\n{}\n  \n# hết, và hết\n", UNITS.replace("\nthon-hai", "\n\n# giữa\nthon-hai")),
        UNITS.replace("id,name", "ID, Name "),
        UNITS.trim_end().to_owned(),
        UNITS.replace("Thôn Một", "\"Thôn Một\""),
        UNITS.replace("dang-uy,Đảng", "\" dang-uy\",Đảng"),
        format!("{UNITS},,,,,,,\n,,,,,,,\n"),
        UNITS.replace("Thôn Mới", "Thôn Mơ\u{301}i"),
    ] {
        let read = Register::from_csv(&text).unwrap_or_else(|problems| panic!("{text}\n{problems}"));
        assert_eq!(read.to_csv(), plain.to_csv());
    }
    let quoted = UNITS.replace("Thôn Một", "\"Thôn \"\"Một\"\",\r\nxã Mường Than\"");
    let register = Register::from_csv(&quoted).unwrap();
    let id = register.ids().nth(1).unwrap();
    assert_eq!(register.name(id), Some("Thôn \"Một\",\r\nxã Mường Than"));
}

#[test]
fn toml_and_json_say_the_same_at_their_own_places() {
    let register = Register::from_csv(UNITS).unwrap();
    let (toml, json) = (register.to_toml(), register.to_json());
    let text = changed(&toml, "id = \"thon-hai\"", "id = \"thon-mot\"");
    says(
        &text,
        Register::from_toml(&text),
        "17:6 `\"thon-mot\"` unit `thon-mot` stands in the register twice",
    );
    let text = changed(&toml, "first = \"2024-07-01\"", "frist = \"2024-07-01\"");
    says(
        &text,
        Register::from_toml(&text),
        "37:1 `frist` there is no key `frist` here; did you mean `first`?; expected `id`, `name`, `kind`, `level`, `parent`, `first`, `last`, `since`, `document`, `ended_by`",
    );
    let text = changed(&toml, "first = \"2024-07-01\"", "first = \"2024-07-32\"");
    says(&text, Register::from_toml(&text), "37:9 `\"2024-07-32\"` 07/2024 has no day 32");
    let text = changed(&json, "\"id\": \"thon-hai\"", "\"id\": \"thon-mot\"");
    says(
        &text,
        Register::from_json(&text),
        "18:13 `\"thon-mot\"` unit `thon-mot` stands in the register twice",
    );
    let text = changed(&json, "\"first\": \"2024-07-01\"", "\"first\": \"2024-07-32\"");
    says(&text, Register::from_json(&text), "38:16 `\"2024-07-32\"` 07/2024 has no day 32");
}

/// The plan and the register in one line: a scope that names what the register lacks.
#[test]
fn kinds_levels_and_units_that_the_register_lacks() {
    use crate::support::PLAN;
    let register = Register::from_csv(UNITS).unwrap();
    for (from, to, message, near) in [
        (
            "kinds = [\"doan-the\"]",
            "kinds = [\"doan-te\"]",
            "scope `doan-the` asks for the kind `doan-te`, and no unit of the register is of it",
            Some("doan-the"),
        ),
        (
            "levels = [\"village\"]",
            "levels = [\"vilage\"]",
            "scope `cac-thon` asks for the level `vilage`, and no unit of the register is at it",
            Some("village"),
        ),
        (
            "within = [\"dang-uy\"]",
            "within = [\"đảng-ủy\"]",
            "scope `doan-the` names a unit `đảng-ủy` that is not in the register",
            Some("dang-uy"),
        ),
        (
            "issuer = \"dang-uy\"",
            "issuer = \"huyen-uy\"",
            "the plan's issuer `huyen-uy` is not in the register",
            None,
        ),
    ] {
        let plan = Plan::from_toml(&changed(PLAN, from, to)).unwrap();
        let day = "2024-12-31".parse().unwrap();
        let error = kehoach::evaluate(&plan, &register, &kehoach::Ledger::new(), day).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.did_you_mean()), (message, near));
    }
}

#[test]
fn a_chain_of_a_hundred_thousand_units_is_read_and_evaluated() {
    const DEPTH: usize = 100_000;
    let mut text = String::from("id,name,kind,level,parent\nu0,Gốc,ubnd,province,\n");
    for n in 1..DEPTH {
        text += &format!("u{n},Đơn vị {n},ubnd,village,u{}\n", n - 1);
    }
    let register = Register::from_csv(&text).unwrap();
    assert_eq!(register.len(), DEPTH);
    let plan = Plan::from_toml(
        r#"
        format = 1
        id = "1"
        title = "Chuỗi"
        issuer = "u0"
        period = "2024"
        [[scopes]]
        id = "duoi"
        below = ["u0"]
        [[indicators]]
        id = "dat"
        name = "đạt"
        measure = "done"
        reported = "yearly"
        [[targets]]
        id = "1"
        title = "Đạt"
        indicator = "dat"
        measured = "duoi"
        aggregate = "share-of-units"
        threshold = "100%"
        judged_at = "duoi"
        "#,
    )
    .unwrap();
    let mut reports = String::from("item,unit,period,value,reported_on\n");
    for n in (1..DEPTH - 1).step_by(2) {
        reports += &format!("dat,u{n},2024,done,2024-12-01\n");
    }
    // The deepest of all misses it, and so does everything above it.
    reports += &format!("dat,u{},2024,not done,2024-12-01\n", DEPTH - 1);
    let ledger = kehoach::Ledger::from_csv(&reports, &plan, &register).unwrap().whole().unwrap();
    let evaluation = kehoach::evaluate(&plan, &register, &ledger, "2025-01-01".parse().unwrap()).unwrap();
    assert_eq!(evaluation.outcomes.len(), DEPTH - 1);
    assert_eq!(evaluation.lines[0].missed, DEPTH as u64 - 1);
    // The same with its ends joined: one circle, told once.
    let circle = text.replacen("u0,Gốc,ubnd,province,\n", "u0,Gốc,ubnd,province,u99999\n", 1);
    let problems = Register::from_csv(&circle).unwrap_err();
    assert_eq!((problems.listed().len(), problems.more()), (1, 0));
}

/// A line end of which the file kept only one half.
#[test]
fn half_a_line_end_behind_a_quote_is_one() {
    let (rows, last) = UNITS.trim_end().rsplit_once(',').unwrap();
    for end in ["", "\n", "\r\n", "\r"] {
        let text = format!("{rows},\"{last}\"{end}");
        assert_eq!(
            Register::from_csv(&text).unwrap().to_csv(),
            Register::from_csv(UNITS).unwrap().to_csv(),
            "{end:?}"
        );
    }
}

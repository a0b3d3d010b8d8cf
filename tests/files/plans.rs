//! Plans that are wrong.

use kehoach::Plan;

use crate::support::{PLAN, changed, says};

/// The plan with one passage replaced says exactly this.
#[track_caller]
fn refused(from: &str, to: &str, wanted: &str) {
    let text = changed(PLAN, from, to);
    says(&text, Plan::from_toml(&text), wanted);
}

#[test]
fn the_plan_itself_is_read() {
    assert_eq!(Plan::from_toml(PLAN).unwrap().targets().len(), 6);
}

#[test]
fn thresholds_of_the_wrong_kind() {
    refused(
        "\"ít nhất 5 mô hình\"",
        "\"ít nhất 5% mô hình\"",
        "91:13 `\"ít nhất 5% mô hình\"` `>= 5%` asks for a percent, and what it is held against is a plain number",
    );
    refused(
        "\"trên 85%\"",
        "\"trên 85\"",
        "107:13 `\"trên 85\"` `> 85` asks for a plain number, and what it is held against is a percent",
    );
    refused(
        "\">= 92.5\"",
        "\">= 92.5%\"",
        "99:13 `\">= 92.5%\"` `>= 92.5%` asks for a percent, and what it is held against is a plain number",
    );
    refused(
        "\"từ khá trở lên\"",
        "\">= 3\"",
        "116:13 `\">= 3\"` `>= 3` asks for a plain number, and what it is held against is a grade",
    );
    refused(
        "\"100%\"",
        "\">= kha\"",
        "83:13 `\">= kha\"` `>= kha` asks for a grade, and what it is held against is a percent",
    );
}

#[test]
fn thresholds_that_are_none() {
    refused(
        "\"trên 85%\"",
        "\"trê 85%\"",
        "107:14 `trê` `trê` is not understood; expected a number or a grade or a comparison such as `trên` or `ít nhất`",
    );
    refused("\"trên 85%\"", "\"=> 85%\"", "107:15 `>` `>` is not understood; expected a number or a grade");
    refused(
        "\"trên 85%\"",
        "\"\"",
        "107:14 `` the text is empty; expected a number or a grade or a comparison such as `trên` or `ít nhất`",
    );
    refused(
        "\"trên 85%\"",
        "\"> 1e3%\"",
        "107:18 `3` more than one threshold stands there; look for each with `find`",
    );
    refused(
        "\"trên 85%\"",
        "\"> NaN\"",
        "107:13 `\"> NaN\"` `> NaN` asks for a grade, and what it is held against is a percent",
    );
    refused(
        "\"trên 85%\"",
        "\"> inf\"",
        "107:13 `\"> inf\"` `> inf` asks for a grade, and what it is held against is a percent",
    );
    refused("\"trên 85%\"", "\"[90%, 85%]\"", "107:14 `[90%, 85%]` the ends are reversed: 90 is above 85");
    refused(
        "\"trên 85%\"",
        "\"2/3\"",
        "107:13 `\"2/3\"` `2/3` cannot be held against figures: no percent figure is exactly this fraction: write a number of units, or the percent that is meant",
    );
    refused(
        "\"trên 85%\"",
        "\"cơ bản\"",
        "107:13 `\"cơ bản\"` a demand without a number needs the aggregate `judgement`",
    );
    refused("\"trên 85%\"", "85", "107:13 `85` found the number `85`; expected a text in quotes: `\"85\"`");
    refused(
        "\"trên 85%\"",
        "\"tăng 5% so với năm trước\"",
        "101:1 `[[targets]]` `baseline` is missing; expected a period such as `baseline = \"2023\"`, or a figure such as `baseline_value = \"45%\"`",
    );
    refused(
        "\"trên 85%\"",
        "\"tăng 5%\"",
        "101:1 `[[targets]]` `baseline` is missing; expected a period such as `baseline = \"2023\"`, or a figure such as `baseline_value = \"45%\"`",
    );
}

#[test]
fn unknown_names_come_with_the_nearest_spelling() {
    refused(
        "indicator = \"mo-hinh\"",
        "indicator = \"mohinh\"",
        "88:13 `\"mohinh\"` there is no indicator `mohinh`; did you mean `mo-hinh`?",
    );
    refused(
        "indicator = \"mo-hinh\"",
        "indicator = \"mô-hình\"",
        "88:13 `\"mô-hình\"` there is no indicator `mô-hình`; did you mean `mo-hinh`?",
    );
    refused(
        "measured = \"doan-the\"",
        "measured = \"đoan-thể\"",
        "114:12 `\"đoan-thể\"` there is no scope `đoan-thể`; did you mean `doan-the`?",
    );
    refused(
        "any_of = [\"cac-thon\", \"doan-the\"]",
        "any_of = [\"cac-thon\", \"doan-te\"]",
        "30:23 `\"doan-te\"` there is no scope `doan-te`; did you mean `doan-the`?",
    );
    refused(
        "scale = \"xep-loai\"",
        "scale = \"xep-lọai\"",
        "74:9 `\"xep-lọai\"` there is no scale `xep-lọai`; did you mean `xep-loai`?",
    );
    refused(
        "\"từ khá trở lên\"",
        "\">= khaa\"",
        "116:14 `>= khaa` scale `xep-loai` has no grade `khaa`; did you mean `kha`?",
    );
    refused(
        "\"từ khá trở lên\"",
        "\"từ giỏi trở lên\"",
        "116:17 `giỏi` `giỏi` is not understood; expected a number or a grade",
    );
    refused(
        "threshold = \"100%\"",
        "threshold = \"100%\"\nwithin = \"l\"",
        "84:10 `\"l\"` there is no target `l`; did you mean `1`?",
    );
    refused(
        "judged = \"each year\"",
        "judged = \"each yaer\"",
        "108:10 `\"each yaer\"` `each yaer` is no time of judging; did you mean `each year`?; expected `each month`, `each quarter`, `each half-year`, `each year`, `by 2025-12-31`, `during 2022`, `whole plan`",
    );
    refused(
        "judged = \"each year\"",
        "judged_at = \"cac-thom\"",
        "108:13 `\"cac-thom\"` there is no scope `cac-thom`; did you mean `cac-thon`?",
    );
    refused(
        "reported = \"yearly\"",
        "reported = \"yaerly\"",
        "75:12 `\"yaerly\"` `yaerly` is no rhythm of reporting; did you mean `yearly`?; expected `monthly`, `quarterly`, `half-yearly`, `nine-months`, `yearly`, `once`",
    );
    refused(
        "measure = \"done\"",
        "measure = \"don\"",
        "35:11 `\"don\"` `don` is no measure; did you mean `done`?; expected `done`, `count`, `amount`, `share`, `grade`",
    );
    refused(
        "combine = \"pooled\"",
        "combine = \"poled\"",
        "67:11 `\"poled\"` `poled` is no way in which this measure combines; did you mean `pooled`?; expected `latest`, `pooled`, `cumulative`",
    );
    refused(
        "combine = \"pooled\"\n",
        "",
        "63:1 `[[indicators]]` `combine` is missing; expected `latest` or `sum` of counts and amounts; `latest`, `pooled` or `cumulative` of shares",
    );
    refused(
        "aggregate = \"mean\"",
        "aggregate = \"maen\"",
        "98:13 `\"maen\"` `maen` is no aggregate; did you mean `mean`?; expected `share-of-units`, `number-of-units`, `pooled-share`, `total`, `mean`, `judgement`",
    );
    refused(
        "issued = \"2024-01-15\"",
        "issued = \"2024-01-15\"\nunknowns = \"mised\"",
        "6:12 `\"mised\"` `mised` is no policy for unknowns; did you mean `missed`?; expected `open`, `missed`, `excluded`",
    );
}

#[test]
fn unknown_and_duplicate_keys() {
    refused(
        "title = \"Quỹ\"",
        "titel = \"Quỹ\"",
        "95:1 `titel` there is no key `titel` here; did you mean `title`?; expected `id`, `title`, `clause`, ...",
    );
    refused(
        "[[indicators]]\nid = \"quy\"",
        "[[indicator]]\nid = \"quy\"",
        "46:3 `indicator` there is no key `indicator` here; did you mean `indicators`?; expected `format`, `id`, `title`, ...",
    );
    refused("name = \"quỹ vận động\"\n", "", "46:1 `[[indicators]]` `name` is missing");
    refused(
        "title = \"Quỹ\"",
        "title = \"Quỹ\"\ntitle = \"Quỹ\"",
        "96:1 `title` the key `title` stands there twice",
    );
    let text = PLAN.replace("[[targets]]", "[targets]");
    says(&text, Plan::from_toml(&text), "85:2 `targets` found one table; expected `[[targets]]`");
    let text = changed(PLAN, "[[scales]]", "[scales]");
    says(&text, Plan::from_toml(&text), "8:1 `[scales]` found one table; expected `[[scales]]`");
    let text = changed(PLAN, "[[scales]]", "[scales");
    says(&text, Plan::from_toml(&text), "8:8 `` unclosed table, expected `]`");
    refused("format = 1\n", "", "1:1 `` `format` is missing");
    refused("format = 1", "format = 2", "1:10 `2` the file is of format 2, and this library reads format 1");
    refused("format = 1", "format = \"1\"", "1:10 `\"1\"` found the text \"1\"; expected a whole number");
    refused(
        "title = \"Quỹ\"",
        "title = Quỹ",
        "95:9 `Quỹ` string values must be quoted, expected literal string",
    );
    refused("title = \"Quỹ\"", "title = \"Quỹ", "95:13 `` invalid basic string, expected `\"`");
}

#[test]
fn ids_twice_also_when_they_differ_only_in_composition() {
    refused("id = \"2\"", "id = \"1\"", "86:6 `\"1\"` the id `1` is already taken by another of the targets");
    let composed = changed(PLAN, "id = \"1\"", "id = \"xã\"");
    let text = changed(&composed, "id = \"2\"", "id = \"xa\u{303}\"");
    says(
        &text,
        Plan::from_toml(&text),
        "86:6 `\"xa\u{303}\"` the id `xã` is already taken by another of the targets",
    );
    refused(
        "id = \"doan-the\"\nkinds",
        "id = \"cac-thon\"\nkinds",
        "\
24:6 `\"cac-thon\"` scope `cac-thon` is defined twice
30:23 `\"doan-the\"` there is no scope `doan-the`
114:12 `\"doan-the\"` there is no scope `doan-the`",
    );
    refused(
        "id = \"quy\"",
        "id = \"mo-hinh\"",
        "\
47:6 `\"mo-hinh\"` the id `mo-hinh` is already taken by another of the indicators
96:13 `\"quy\"` there is no indicator `quy`",
    );
    refused("id = \"quy\"", "id = \"quỹ dân\"", "47:6 `\"quỹ dân\"` an id cannot hold a space");
    refused("id = \"quy\"", "id = \"\"", "47:6 `\"\"` an id cannot be empty");
    // NFC, never NFKC: these are two ids.
    let squared = changed(PLAN, "id = \"1\"", "id = \"10²\"");
    let text = changed(&squared, "id = \"2\"", "id = \"102\"");
    assert!(Plan::from_toml(&text).is_ok());
}

#[test]
fn parts_that_do_not_fit() {
    refused(
        "aggregate = \"total\"",
        "aggregate = \"pooled-share\"",
        "\
90:13 `\"pooled-share\"` `pooled-share` needs an indicator of `share`, and `mo-hinh` is one of `count`
91:13 `\"ít nhất 5 mô hình\"` `>= 5` asks for a plain number, and what it is held against is a percent",
    );
    refused(
        "aggregate = \"mean\"",
        "aggregate = \"number-of-units\"",
        "93:1 `[[targets]]` units are counted by their figures: a criterion such as `>= 1` is missing",
    );
    refused(
        "criterion = \"từ khá trở lên\"\n",
        "",
        "110:1 `[[targets]]` units are counted by their figures: a criterion such as `>= 1` is missing",
    );
    refused(
        "threshold = \"100%\"",
        "threshold = \"100%\"\ncriterion = \">= 1\"",
        "84:13 `\">= 1\"` units are counted by whether they have done it: no criterion belongs here",
    );
    refused(
        "threshold = \">= 92.5\"",
        "threshold = \">= 92.5\"\ncriterion = \">= 1\"",
        "100:13 `\">= 1\"` `criterion` does not go with the aggregate `mean`",
    );
    refused(
        "measured = \"doan-the\"\n",
        "",
        "110:1 `[[targets]]` a target measured by `share-of-units` needs measured units",
    );
    refused("threshold = \"trên 85%\"\n", "", "101:1 `[[targets]]` `threshold` is missing");
    refused(
        "unit = \"triệu đồng\"\ngreatest = 500",
        "least = 600\ngreatest = 500",
        "51:9 `600` the least amount, 600, is above the greatest, 500",
    );
    refused("scale = \"xep-loai\"\n", "", "70:1 `[[indicators]]` `scale` is missing");
    refused(
        "measure = \"done\"",
        "measure = \"done\"\nunit = \"cái\"",
        "36:8 `\"cái\"` `unit` does not go with the measure `done`",
    );
    refused(
        "combine = \"pooled\"",
        "combine = \"pooled\"\ncarry_forward = true",
        "68:17 `true` only an indicator of which the latest figure counts can carry it forward",
    );
    refused(
        "levels = [\"village\"]\nbelow = [\"dang-uy\"]\n",
        "",
        "18:6 `\"cac-thon\"` scope `cac-thon` states no condition",
    );
    refused(
        "any_of = [\"cac-thon\", \"doan-the\"]",
        "any_of = [\"tat-ca\"]",
        "29:6 `\"tat-ca\"` scope `tat-ca` refers to itself by way of others",
    );
    refused(
        "threshold = \"100%\"",
        "threshold = \"100%\"\nwithin = \"1\"",
        "84:10 `\"1\"` target `1` is measured within itself",
    );
    refused(
        "threshold = \"100%\"",
        "threshold = \"100%\"\nwithin = \"2\"",
        "84:10 `\"2\"` `2` counts no units, so nothing can be measured within it",
    );
    refused(
        "judged = \"each year\"",
        "judged = \"by 2020-12-31\"",
        "108:10 `\"by 2020-12-31\"` it is never judged: no judging period lies inside the plan's period `2024`",
    );
    refused(
        "judged = \"each year\"",
        "line = \">= 90%\"",
        "108:8 `\">= 90%\"` a plan line needs a target that is judged at many subjects",
    );
    refused(
        "judged = \"each year\"",
        "judged_at = \"cac-thon\"\nline = \">= 90\"",
        "109:8 `\">= 90\"` a plan line asks for a share of subjects, such as `>= 90%`, not `>= 90`",
    );
    refused(
        "judged = \"each year\"",
        "baseline = \"2023\"",
        "108:12 `\"2023\"` `baseline` does not go with the threshold `> 85%`, which has no baseline",
    );
    refused(
        "threshold = \"trên 85%\"",
        "threshold = \"tăng 3 điểm phần trăm\"\nbaseline = \"2024\"",
        "108:12 `\"2024\"` the baseline `2024` does not end before the plan's period `2024` does",
    );
    refused(
        "threshold = \"trên 85%\"",
        "threshold = \"tăng 5 điểm phần trăm\"\nbaseline = \"2023\"\nbaseline_value = \"50%\"",
        "109:18 `\"50%\"` `baseline_value` does not go with `baseline`: a baseline is a period or a value",
    );
    refused(
        "\"cơ bản\"",
        "\">= 90%\"",
        "123:13 `\">= 90%\"` a judgement has no threshold: an assessor judges",
    );
    refused(
        "grades = [\n    { id = \"yeu\"",
        "grades = [\n    { id = \"kha\"",
        "\
10:10 `[
    { id = \"kha\", name = \"yếu\" },
    { id = \"trung-binh\", name = \"trung bình\" },
    { id = \"kha\", name = \"khá\" },
    { id = \"tot\", name = \"tốt\" },
]` scale `xep-loai` has the grade `kha` twice",
    );
}

#[test]
fn documents_and_recipients() {
    refused(
        "period = \"2024\"",
        "period = \"2024\"\nbased_on = [\"27-CTr/TU ngày 12/12/2022\", \"27-CTrTU\"]",
        "7:43 `27` a document number has a number, a kind and an issuer, such as `159-KH/HU`; expected a kind and an issuer such as `KH/HU`",
    );
    refused(
        "threshold = \"100%\"",
        "threshold = \"100%\"\nimplements = [\"Luật Tiếp công dân\", \"Sổ tay dân vận\"]",
        "84:38 `Sổ` `Sổ` is not understood; expected a document such as `27-CTr/TU` or `Luật Tiếp công dân`",
    );
    refused(
        "threshold = \"100%\"",
        "threshold = \"100%\"\nreviews = [\"217-QĐ/TW ngày 31/02/2013\"]",
        "84:28 `31/02/2013` 02/2013 has no day 31",
    );
    refused(
        "period = \"2024\"",
        "period = \"2024\"\nimplement = [\"27-CTr/TU\"]",
        "7:1 `implement` there is no key `implement` here; did you mean `implements`?; expected `format`, `id`, `title`, ...",
    );
    refused(
        "period = \"2024\"",
        "period = \"2024\"\nbased_on = \"27-CTr/TU\"",
        "7:12 `\"27-CTr/TU\"` found the text \"27-CTr/TU\"; expected a list in square brackets",
    );
    refused(
        "period = \"2024\"",
        "period = \"2024\"\nrecipients = [\"tinh-uy\", \"(để báo cáo)\"]",
        "7:26 `\"(để báo cáo)\"` an id cannot be empty",
    );
    json(
        "\"period\": \"2024\"",
        "\"period\": \"2024\", \"reviews\": [\"27-CTr/TU\", \"Kế hoạch số 159\"]",
        "7:59 `159` a document number has a number, a kind and an issuer, such as `159-KH/HU`; expected a kind and an issuer such as `KH/HU`",
    );
}

#[test]
fn dates_periods_and_numbers_that_are_none() {
    refused(
        "issued = \"2024-01-15\"",
        "issued = \"2024-02-30\"",
        "5:10 `\"2024-02-30\"` 02/2024 has no day 30",
    );
    refused(
        "issued = \"2024-01-15\"",
        "issued = 2024-01-15T07:00:00",
        "5:10 `2024-01-15T07:00:00` a date is written `2023-12-09`; expected a year of four digits, as in `2023-12-09` or `9/12/2023`",
    );
    refused(
        "issued = \"2024-01-15\"",
        "issued = \"hôm qua\"",
        "5:10 `\"hôm qua\"` a date is written `2023-12-09`; expected a year of four digits, as in `2023-12-09` or `9/12/2023`",
    );
    refused(
        "period = \"2024\"",
        "period = \"2024/2021\"",
        "6:10 `\"2024/2021\"` the period is reversed: it begins on 2024-01-01 and ends on 2021-12-31",
    );
    refused("period = \"2024\"", "period = \"2024-Q5\"", "6:10 `\"2024-Q5\"` a year has no quarter 5");
    refused(
        "period = \"2024\"",
        "period = \"năm nay\"",
        "6:15 `nay` `nay` is not understood; expected a year of four digits",
    );
    refused(
        "period = \"2024\"",
        "period = 2024",
        "6:10 `2024` found the number `2024`; expected a text in quotes: `\"2024\"`",
    );
    refused(
        "issued = \"2024-01-15\"",
        "figures_from_day = 32",
        "5:20 `32` a month of figures begins on a day from 1 to 28, not 32",
    );
    refused(
        "greatest = 500",
        "greatest = nan",
        "52:12 `nan` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    refused(
        "greatest = 500",
        "greatest = inf",
        "52:12 `inf` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    refused(
        "greatest = 500",
        "greatest = \"1e400\"",
        "52:12 `\"1e400\"` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    refused(
        "greatest = 500",
        "greatest = \"500,5\"",
        "52:12 `\"500,5\"` a number is written with digits and at most one decimal point, such as `92.5`",
    );
    refused(
        "greatest = 500",
        "greatest = 0.1234567890123456789",
        "52:12 `0.1234567890123456789` a binary floating-point figure cannot be taken exactly: write it as text, such as \"92.5\"",
    );
    refused(
        "greatest = 500",
        "greatest = 12345678901234567890123456789012345",
        "52:12 `12345678901234567890123456789012345` a number has at most 28 digits, and at most 28 after the point",
    );
}

#[test]
fn a_rhythm_is_no_due_day() {
    let text = changed(
        PLAN,
        "id = \"mo-hinh\"\nname = \"mô hình được công nhận\"\nmeasure = \"count\"\ncombine = \"sum\"\nreported = \"quarterly\"",
        "id = \"mo-hinh\"\nname = \"mô hình được công nhận\"\nmeasure = \"count\"\ncombine = \"sum\"\nreported = \"ngày 25 hằng tháng\"",
    );
    says(
        &text,
        Plan::from_toml(&text),
        "44:12 `\"ngày 25 hằng tháng\"` `ngày 25 hằng tháng` is no rhythm of reporting; expected `monthly`, `quarterly`, `half-yearly`, `nine-months`, `yearly`, `once`",
    );
}

#[test]
fn several_problems_are_all_told_in_the_order_of_the_file() {
    let text = changed(PLAN, "\"trên 85%\"", "\"trê 85%\"");
    let text = changed(&text, "period = \"2024\"", "period = \"2024-13\"");
    let text = changed(&text, "reported = \"yearly\"", "reported = \"yaerly\"");
    says(&text, Plan::from_toml(&text), "\
6:10 `\"2024-13\"` there is no month 13
75:12 `\"yaerly\"` `yaerly` is no rhythm of reporting; did you mean `yearly`?; expected `monthly`, `quarterly`, `half-yearly`, `nine-months`, `yearly`, `once`
107:14 `trê` `trê` is not understood; expected a number or a grade or a comparison such as `trên` or `ít nhất`");
}

#[test]
fn nothing_at_all() {
    for text in ["", "  \n\n", "\u{feff}"] {
        says(text, Plan::from_toml(text), "the file is empty");
        says(text, Plan::from_json(text), "the file is empty");
    }
    // Comments alone are a file without its keys.
    says("# rỗng\n", Plan::from_toml("# rỗng\n"), "1:1 `` `format` is missing");
}

/// The same plan in JSON with one passage replaced says exactly this.
#[track_caller]
fn json(from: &str, to: &str, wanted: &str) {
    let text = changed(&Plan::from_toml(PLAN).unwrap().to_json(), from, to);
    says(&text, Plan::from_json(&text), wanted);
}

#[test]
fn json_says_the_same_at_its_own_places() {
    // Where the file spells a character by its number, a part of the text cannot be shown: all of it is.
    json("\"> 85%\"", "\"trên 85% hoặc 3 xã\"", "140:26 `85% hoặc 3` the ends are reversed: 85 is above 3");
    json(
        "\"> 85%\"",
        "\"tr\\u00ean 85% hoặc 3 xã\"",
        "140:20 `\"tr\\u00ean 85% hoặc 3 xã\"` the ends are reversed: 85 is above 3",
    );
    json(
        "\"> 85%\"",
        "\"> 85\"",
        "140:20 `\"> 85\"` `> 85` asks for a plain number, and what it is held against is a percent",
    );
    json(
        "\"indicator\": \"mo-hinh\"",
        "\"indicator\": \"mohinh\"",
        "119:20 `\"mohinh\"` there is no indicator `mohinh`; did you mean `mo-hinh`?",
    );
    json(
        "\"measured\": \"doan-the\"",
        "\"measure\": \"doan-the\"",
        "147:7 `\"measure\"` there is no key `measure` here; did you mean `measured`?; expected `id`, `title`, `clause`, ...",
    );
    json(
        "\"id\": \"12-KH/ĐU\"",
        "\"id\": \"12-KH/ĐU\", \"id\": \"13\"",
        "3:21 `\"id\"` the key `id` stands there twice",
    );
    json(
        "\"format\": 1",
        "\"format\": 7",
        "2:13 `7` the file is of format 7, and this library reads format 1",
    );
    json("\"format\": 1,", "\"format\": 1", "3:3 `` expected `,` or `}`");
    json("  \"format\": 1,\n", "", "1:1 `{` `format` is missing");
    json("      \"name\": \"quỹ vận động\",\n", "", "74:5 `{` `name` is missing");
    json(
        "\"doan-the\"\n      ]\n    }\n  ],",
        "7\n      ]\n    }\n  ],",
        "55:9 `7` found the number `7`; expected a text in quotes: `\"7\"`",
    );
    json("\"greatest\": \"500\"", "\"greatest\": 1e400", "81:23 `` number out of range");
    json(
        "\"greatest\": \"500\"",
        "\"greatest\": 0.12345678901234567",
        "81:19 `0.12345678901234567` a binary floating-point figure cannot be taken exactly: write it as text, such as \"92.5\"",
    );
    json("\"greatest\": \"500\"", "\"greatest\": NaN", "81:19 `` expected value");
    json(
        "\"issued\": \"2024-01-15\"",
        "\"issued\": \"15-01-24\"",
        "6:13 `\"15-01-24\"` a date is written `2023-12-09`; expected a year of four digits, as in `2023-12-09` or `9/12/2023`",
    );
}

#[test]
fn byte_order_marks_and_depth() {
    let json = Plan::from_toml(PLAN).unwrap().to_json();
    // A byte-order mark moves nothing: lines and columns are those that a reader counts.
    let text =
        format!("\u{feff}{}", changed(&json, "\"indicator\": \"mo-hinh\"", "\"indicator\": \"mohinh\""));
    says(
        &text,
        Plan::from_json(&text),
        "119:20 `\"mohinh\"` there is no indicator `mohinh`; did you mean `mo-hinh`?",
    );
    let text = changed(&json, "\"12-KH/ĐU\"", "12");
    let text = format!("\u{feff}{text}");
    says(
        &text,
        Plan::from_json(&text),
        "3:9 `12` found the number `12`; expected a text in quotes: `\"12\"`",
    );
    let text = format!("\u{feff}{}", changed(PLAN, "format = 1", "format = 2"));
    says(&text, Plan::from_toml(&text), "1:10 `2` the file is of format 2, and this library reads format 1");
    assert!(Plan::from_json(&format!("\u{feff}{json}")).is_ok());
    assert!(Plan::from_toml(&format!("\u{feff}{PLAN}")).is_ok());
    assert!(Plan::from_toml(&PLAN.replace('\n', "\r\n")).is_ok());
    // Depth is refused, not recursed into.
    let deep = "[".repeat(200_000);
    assert!(Plan::from_json(&deep).is_err());
    assert!(Plan::from_toml(&format!("format = 1\nscales = {deep}")).is_err());
}

/// Of a list the item that is wrong is underlined, not the list.
#[test]
fn each_item_of_a_list_is_shown_where_it_stands() {
    let head = "issued = \"2024-01-15\"";
    let task = |lists: &str| {
        format!("{PLAN}\n[[tasks]]\nid = \"viec\"\ntitle = \"x\"\nwhen = \"tháng 3\"\n{lists}\n")
    };
    for (text, item) in [
        (changed(PLAN, "levels = [\"village\"]", "levels = [\"village\", \"x y\"]"), "\"x y\""),
        (changed(PLAN, "kinds = [\"doan-the\"]", "kinds = [\"doan-the\", \"x y\"]"), "\"x y\""),
        (changed(PLAN, "below = [\"dang-uy\"]", "below = [\"dang-uy\", \"x y\"]"), "\"x y\""),
        (changed(PLAN, "within = [\"dang-uy\"]", "within = [\"dang-uy\", \"x y\"]"), "\"x y\""),
        (
            changed(PLAN, "any_of = [\"cac-thon\", \"doan-the\"]", "any_of = [\"cac-thon\", \"x y\"]"),
            "\"x y\"",
        ),
        (changed(PLAN, head, &format!("{head}\nbased_on = [\"25-NQ/TW\", \"sai\"]")), "sai"),
        (changed(PLAN, head, &format!("{head}\nimplements = [\"25-NQ/TW\", \"sai\"]")), "sai"),
        (changed(PLAN, head, &format!("{head}\nreviews = [\"25-NQ/TW\", \"sai\"]")), "sai"),
        (changed(PLAN, head, &format!("{head}\nrecipients = [\"cac-thon\", \"\"]")), "\"\""),
        (
            changed(PLAN, "{ id = \"kha\", name = \"khá\" }", "{ id = \"k h\", name = \"khá\" }"),
            "{ id = \"k h\", name = \"khá\" }",
        ),
        (task("lead = [\"dang-uy\", \"\"]"), "\"\""),
        (task("lead = [\"dang-uy\"]\ncoordinate = [\"dang-uy\", \"\"]"), "\"\""),
        (task("lead = [\"dang-uy\"]\nbased_on = [\"25-NQ/TW\", \"sai\"]"), "sai"),
    ] {
        let problems = Plan::from_toml(&text).unwrap_err();
        let problem = &problems.listed()[0];
        let spot = problem.spot.clone().unwrap_or_else(|| panic!("{problem:?}"));
        assert_eq!(&text[spot.span], item, "{problems}");
        assert!(problem.path.as_ref().is_some_and(|path| path.ends_with(']')), "{problem:?}");
    }
}

/// A row is told by its keys: the order of keys is nobody's to know.
#[test]
fn a_row_without_keys_is_refused() {
    let plan = "{\"format\": 1, \"id\": \"a\", \"title\": \"t\", \"issuer\": \"h\", \"period\": \"2024\", \"scopes\": [[\"xa\", null, [\"xa\"]]]}";
    says(plan, Plan::from_json(plan), "1:84 `[` found a list; expected a table of keys");
    let whole = "[1, \"a\", \"t\", \"h\", null, \"2024\"]";
    says(whole, Plan::from_json(whole), "1:1 `[` found a list; expected a table of keys");
    let plan = "format = 1\nid = \"a\"\ntitle = \"t\"\nissuer = \"h\"\nperiod = \"2024\"\nscopes = [\n  [\"xa\"],\n]\n";
    says(plan, Plan::from_toml(plan), "7:3 `[\"xa\"]` found a list; expected a table of keys");
    // In texts, brackets are brackets.
    let text = "{\"format\": 1, \"id\": \"a\", \"title\": \"[[t]] \\\"[[\", \"issuer\": \"h\", \"period\": \"2024\"}";
    assert!(Plan::from_json(text).is_ok());
}

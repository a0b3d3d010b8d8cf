//! Thresholds as officials write them: what each phrase means, and which are refused.
//!
//! Seeds: TD is Tam Đường 159-KH/HU of 2023, KB Kim Bảng 2021-2025, BP Bình Phước 36-KH/BDVTU of 2021.

mod phrases;

use kehoach::{
    Grade, GradeId, Scale, ScaleId,
    phrases::{self as read, Asked},
};
use phrases::{all_read, all_refused};

#[track_caller]
fn reads(table: &str) {
    all_read(table, read::threshold, Asked::to_string);
}

#[test]
fn strictly_above() {
    reads(
        "
        trên 85% => > 85%
        Trên 85% cán bộ lãnh đạo => > 85% # TD
        trên 90% doanh nghiệp => > 90% # KB
        hơn 85% => > 85%
        quá 5% => > 5%
        vượt 90% => > 90%
        vượt quá 90% => > 90%
        cao hơn 90% => > 90%
        lớn hơn 3 => > 3
        nhiều hơn 10 mô hình => > 10
        đạt trên 95% => > 95%
        đạt hơn 95% => > 95%
        có trên 90% chính quyền cấp xã => > 90% # KB
        trên 1.200 hộ => > 1200
        TRÊN 85% => > 85%
        > 85 % => > 85%
        trên 92,5% => > 92.5%
        trên 85 phần trăm => > 85%
        trên tám mươi lăm phần trăm => > 85%
        trên 80% đến 90% => (80%, 90%]
        trên 80% đến dưới 90% => (80%, 90%)
        ",
    );
}

#[test]
fn at_least() {
    reads(
        "
        95% trở lên => >= 95%
        95% trở lên các cấp ủy cơ sở, cơ quan, đơn vị => >= 95% # TD
        từ 90% => >= 90%
        từ 90% tổ chức cơ sở => >= 90% # BP
        từ 90% trở lên => >= 90%
        đạt từ 90% trở lên => >= 90%
        đạt từ 90% => >= 90%
        đạt 90% => >= 90%
        đạt ít nhất 90% => >= 90%
        ít nhất 90% => >= 90%
        ít nhất đạt 90% => >= 90%
        ít nhất 01 hội nghị phản biện xã hội => >= 1 # KB
        ít nhất 5 mô hình => >= 5 # KB
        tối thiểu 90% => >= 90%
        tối thiểu là 90% => >= 90%
        đạt tối thiểu 90% => >= 90%
        không dưới 90% => >= 90%
        không ít hơn 3 cuộc => >= 3
        không thấp hơn 90% => >= 90%
        không được thấp hơn 90% => >= 90%
        không nhỏ hơn 90% => >= 90%
        không kém 80% => >= 80%
        chí ít 2 cuộc => >= 2
        bằng hoặc cao hơn 90% => >= 90%
        lớn hơn hoặc bằng 90% => >= 90%
        90% hoặc cao hơn => >= 90%
        100% => >= 100%
        100% cấp ủy trực thuộc => >= 100% # KB
        100 % => >= 100%
        một trăm phần trăm => >= 100%
        02 xã => >= 2 # KB
        có 02 xã => >= 2
        06 xã => >= 6 # KB
        5 mô hình trở lên => >= 5
        từ 5 mô hình trở lên => >= 5
        ≥ 90% => >= 90%
        ≥92,5% => >= 92.5%
        >= 92,5 % => >= 92.5%
        ít nhất 1.200.000 đồng => >= 1200000
        ít nhất 1,5 triệu đồng => >= 1500000
        đạt 20 tỷ đồng => >= 20000000000
        ít nhất hai mươi lăm xã => >= 25
        ít nhất một trăm linh năm hộ => >= 105 | five-not-year
        ít nhất mười hai cuộc => >= 12
        hai mươi năm => >= 20
        mỗi xã 01 mô hình => >= 1
        Tổ chức ít nhất 01 hội nghị => >= 1
        - Ít nhất 90% hộ gia đình => >= 90%
        10ha => >= 10
        1.200,5 ha => >= 1200.5
        tỷ lệ hộ dân dùng nước sạch đạt 98,5% => >= 98.5%
        Tỷ lệ hài lòng: 90% => >= 90%
        tỷ lệ đô thị hóa đạt từ 45% trở lên => >= 45%
        ",
    );
}

#[test]
fn below_and_at_most() {
    reads(
        "
        dưới 5% => < 5%
        còn dưới 3% => < 3%
        nhỏ hơn 5% => < 5%
        thấp hơn 5% => < 5%
        ít hơn 5 vụ => < 5
        chưa đến 5% => < 5%
        không đến 5% => < 5%
        tỷ lệ hộ nghèo dưới 3% => < 3%
        tỷ lệ hộ nghèo còn dưới 3% => < 3%
        không quá 5% => <= 5%
        tối đa 5% => <= 5%
        tối đa không quá 5% => <= 5%
        không vượt quá 5% => <= 5%
        không được vượt quá 5% => <= 5%
        không cao hơn 5% => <= 5%
        không lớn hơn 5% => <= 5%
        không nhiều hơn 5 => <= 5
        nhiều nhất 3 lần => <= 3
        5% trở xuống => <= 5%
        từ 5% trở xuống => <= 5%
        nhỏ hơn hoặc bằng 5% => <= 5%
        ≤ 5% => <= 5%
        không quá 05 ngày làm việc => <= 5
        không quá 20% số đơn vị => <= 20%
        tỷ lệ hồ sơ quá hạn không quá 1% => <= 1%
        ",
    );
}

#[test]
fn exactly_and_two_sided() {
    reads(
        "
        đúng 3 => = 3
        bằng 100% => = 100%
        đúng bằng 3 người => = 3
        từ 01 - 02 mô hình điển hình => [1, 2] # TD
        từ 01 đến 02 mô hình => [1, 2]
        từ 01 hoặc 02 cuộc giám sát => [1, 2] # KB
        01-02 mô hình => [1, 2]
        01 – 02 mô hình => [1, 2]
        01 — 02 mô hình => [1, 2]
        1 hoặc 2 => [1, 2]
        1 đến 2 cuộc => [1, 2]
        từ 70 đến dưới 90 điểm => [70, 90)
        từ 70 điểm đến dưới 90 điểm => [70, 90)
        từ 80 đến 85% => [80%, 85%]
        80-85% => [80%, 85%]
        từ 80% đến 85% => [80%, 85%]
        từ 1.000 đến 2.000 hộ => [1000, 2000]
        [70, 90) => [70, 90)
        (0.5%, 92.5%] => (0.5%, 92.5%]
        từ 80% đến 85 => [80%, 85%] | percent-shared
        ít nhất 01 hoặc 02 cuộc giám sát => >= 1 | weaker-reading # KB
        ít nhất 1 - 2 cuộc => >= 1 | weaker-reading
        tối đa 3 - 5% => <= 5% | weaker-reading
        dưới 3 - 5% => < 5% | weaker-reading
        từ 01 đến 02 mô hình trở lên => >= 1 | weaker-reading
        trên 85% trở lên => >= 85% | strict-or-not
        dưới 5% trở xuống => <= 5% | strict-or-not
        ",
    );
    let ambiguous = read::threshold("ít nhất 01 hoặc 02").unwrap();
    let others: Vec<_> = ambiguous.alternatives.iter().map(Asked::to_string).collect();
    assert_eq!(others, ["[1, 2]", ">= 2"]);
    assert!(ambiguous.is_ambiguous());
}

#[test]
fn all_none_and_no_number() {
    reads(
        "
        toàn bộ các xã => >= 100% | all-as-hundred-percent
        tất cả cán bộ => >= 100% | all-as-hundred-percent
        không có hộ nghèo => = 0 | none-as-zero
        không để xảy ra điểm nóng => = 0 | none-as-zero
        cơ bản các cơ sở thờ tự => qualitative # KB
        Phấn đấu đến năm 2025, cơ bản các cơ sở thờ tự => qualitative | time-beside # KB
        hầu hết các hộ => qualitative
        phần lớn => qualitative
        đa số hội viên => qualitative
        một số xã => qualitative
        một phần => qualitative
        khoảng 85% => qualitative
        gần 90% số hộ => qualitative
        xấp xỉ 90% => qualitative
        ước đạt 90% => qualitative
        khoảng 80 - 85% => qualitative
        ",
    );
    let value = read::threshold("khoảng 85%").unwrap().value;
    assert!(
        matches!(&value, Asked::Approximate { word, near } if word == "khoảng" && near.to_string() == ">= 85%")
    );
}

#[test]
fn fractions() {
    reads(
        "
        9/10 xã => >= 90% | part-of-count fraction-as-percent
        ít nhất 2/3 số hộ => >= 2/3 | part-of-count
        hai phần ba số hộ => >= 2/3
        trên hai phần ba => > 2/3
        ba phần tư => >= 75% | fraction-as-percent
        quá nửa => > 50% | fraction-as-percent
        hơn một nửa số hội viên => > 50% | fraction-as-percent
        5‰ => >= 0.5% | per-mille
        ",
    );
    let others = read::threshold("9/10 xã").unwrap().alternatives;
    assert_eq!(others.iter().map(Asked::to_string).collect::<Vec<_>>(), [">= 9"]);
}

#[test]
fn changes() {
    reads(
        "
        tăng 5% so với năm 2022 => >= baseline x 105% | percent-or-points
        tăng thêm 5% so với 2022 => >= baseline x 105% | percent-or-points
        tăng trên 5% => > baseline x 105% | percent-or-points
        tăng ít nhất 5% => >= baseline x 105% | percent-or-points
        tăng 5 điểm phần trăm => >= baseline + 5 points
        tăng 0,5 điểm % => >= baseline + 0.5 points
        tăng 3 mô hình so với năm 2022 => >= baseline + 3
        giảm 10% => <= baseline x 90% | percent-or-points
        giảm ít nhất 10% so với cùng kỳ => <= baseline x 90% | percent-or-points relative-baseline
        giảm trên 1% => < baseline x 99% | percent-or-points
        giảm không quá 1% => >= baseline x 99% | percent-or-points
        giảm 2 điểm phần trăm => <= baseline - 2 points
        giảm 5 vụ so với cùng kỳ năm trước => <= baseline - 5 | relative-baseline
        giảm tỷ lệ hộ nghèo 1% so với năm 2022 => <= baseline x 99% | percent-or-points
        giảm bình quân 1%/năm => <= baseline x 99% | relative-baseline percent-or-points
        tăng 5 - 7% => >= baseline x 105% | weaker-reading percent-or-points
        giảm còn 3% => <= 3%
        giảm xuống còn 3% => <= 3%
        giảm xuống dưới 3% => < 3%
        giảm tỷ lệ hộ nghèo xuống còn 3% => <= 3%
        tăng lên 90% => >= 90%
        nâng lên 06 xã => >= 6
        nâng số xã đạt chuẩn lên 06 => >= 6
        nâng số xã đạt nông thôn mới kiểu mẫu toàn huyện là 06 xã => >= 6 # KB
        nâng tỷ lệ bao phủ lên trên 95% => > 95%
        tăng từ 85% lên 90% => >= 90% | from-level
        giảm từ 5% xuống còn 3% => <= 3% | from-level
        nâng tỷ lệ từ 85% lên 90% => >= 90% | from-level
        tăng gấp đôi so với năm 2020 => >= baseline x 200%
        gấp 1,5 lần so với năm 2020 => >= baseline x 150%
        đạt 105% so với năm 2022 => >= baseline x 105%
        cao hơn năm trước => > baseline x 100% | relative-baseline
        năm sau cao hơn năm trước => > baseline x 100% | relative-baseline
        không thấp hơn năm 2022 => >= baseline x 100%
        >= baseline x 105% => >= baseline x 105%
        <= baseline - 3 => <= baseline - 3
        ",
    );
    let since = read::threshold("tăng 5% so với năm 2022").unwrap();
    assert!(matches!(since.value, Asked::Baseline { since: Some(p), .. } if p.to_string() == "2022"));
    let others = since.alternatives.iter().map(Asked::to_string).collect::<Vec<_>>();
    assert_eq!(others, [">= baseline + 5 points"]);
}

#[test]
fn grades() {
    reads(
        "
        từ khá trở lên => >= kha
        đạt từ khá trở lên => >= kha # TD
        xếp loại khá trở lên => >= kha # BP
        được xếp loại khá trở lên => >= kha
        xếp loại từ khá trở lên => >= kha
        đạt loại khá trở lên => >= kha
        khá trở lên => >= kha
        Từ trung bình trở lên => >= trung-binh
        dưới trung bình => < trung-binh
        trên trung bình => > trung-binh
        từ trung bình đến khá => [trung-binh, kha]
        yếu trở xuống => <= yeu
        hoàn thành tốt nhiệm vụ trở lên => >= hoan-thanh-tot-nhiem-vu
        xếp loại hoàn thành xuất sắc nhiệm vụ trở lên => >= hoan-thanh-xuat-sac-nhiem-vu
        từ hoàn thành nhiệm vụ trở lên => >= hoan-thanh-nhiem-vu
        hòan thành nhiệm vụ trở lên => >= hoan-thanh-nhiem-vu
        >= kha => >= kha
        >= khá => >= kha
        xếp loại đạt trở lên => >= dat
        xếp loại khá, giỏi => [kha, gioi]
        xếp loại tốt => >= tot | bare-grade
        đạt loại xuất sắc => >= xuat-sac | bare-grade
        khá => >= kha | bare-grade
        hoàn thành tốt trở lên => >= hoan-thanh-tot-nhiem-vu | grade-in-full
        ",
    );
}

#[test]
fn grades_of_a_scale() {
    let grade = |id: &str, name: &str| Grade { id: GradeId::new(id).unwrap(), name: name.to_owned() };
    let scale = Scale::new(
        ScaleId::new("abc").unwrap(),
        vec![grade("c", "loại C"), grade("b", "loại B"), grade("tien-tien", "tiên tiến")],
    )
    .unwrap();
    let read = |text: &str| read::threshold_with_grades(text, &scale).map(|r| r.value.to_string());
    assert_eq!(read("từ tiên tiến trở lên").unwrap(), ">= tien-tien");
    assert_eq!(read("đạt loại B trở lên").unwrap(), ">= b");
    assert_eq!(read("xếp loại B trở lên").unwrap(), ">= b");
    assert_eq!(read(">= tien-tien").unwrap(), ">= tien-tien");
    assert_eq!(read("từ B đến tiên tiến").unwrap(), "[b, tien-tien]");
    assert!(read(">= kha").is_err());
    assert!(read("xếp loại khá trở lên").is_err());
    assert_eq!(read("trên 85%").unwrap(), "> 85%");
}

#[test]
fn what_stands_around_is_kept() {
    let read = |text: &str| read::threshold(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    let reading = read("Phấn đấu trên 90% tỷ lệ đoàn viên, hội viên"); // TD
    assert!(reading.aspired);
    assert_eq!(reading.noun.as_deref(), Some("tỷ lệ đoàn viên, hội viên"));
    let slip = read("Phân đấu trên 90%"); // TD, as scanned
    assert!(slip.aspired);
    assert_eq!(slip.notes[0].to_string(), "`Phân` was read as `phấn`: one diacritic differs");
    let each = read("mỗi cấp ủy cơ sở có từ 01 - 02 mô hình điển hình"); // TD
    assert_eq!((each.value.to_string().as_str(), each.each.as_deref()), ("[1, 2]", Some("cấp ủy cơ sở")));
    assert_eq!(each.noun.as_deref(), Some("mô hình điển hình"));
    let each = read("Mỗi đoàn thể chính trị, hàng năm có từ 90% tổ chức cơ sở"); // BP
    assert_eq!(each.each.as_deref(), Some("đoàn thể chính trị"));
    let year = read("Đến năm 2025, có 02 xã đạt nông thôn mới kiểu mẫu"); // KB
    assert_eq!(year.value.to_string(), ">= 2");
    assert_eq!(read("trong đó: trên 60% đạt tiêu chí").notes[0].code(), "within"); // TD
    assert_eq!(read("tỷ lệ hộ nghèo dưới 3%").subject.as_deref(), Some("tỷ lệ hộ nghèo"));
    assert_eq!(read("5 mô hình trở lên").noun.as_deref(), Some("mô hình"));
    assert_eq!(read("02 xã.").noun.as_deref(), Some("xã"));
}

#[test]
fn robust_spellings() {
    for text in [
        "Từ 90% trở lên",
        "TỪ 90% TRỞ LÊN",
        "tu\u{31b}\u{300} 90% tro\u{31b}\u{309} le\u{302}n",
        " từ  90 %  trở  lên ",
        "từ\u{a0}90%\u{200b} trở lên",
        "\u{feff}từ 90% trở lên;",
    ] {
        assert_eq!(read::threshold(text).unwrap().value.to_string(), ">= 90%", "{text}");
    }
    reads(
        "
        từ 90% trờ lên => >= 90% | slip
        tối thiếu 90% => >= 90% | slip
        không qua 5% => <= 5% | slip
        dười 5% => < 5% | slip
        Ðạt 90% => >= 90% | look-alike
        92.5% => >= 92.5% | decimal-point
        1,200,000 đồng => >= 1200000 | foreign-separators
        ít nhất năm mô hình => >= 5 | five-not-year
        > 1.234 => > 1.234 | point-in-canonical
        ",
    );
}

#[test]
fn refusals() {
    all_refused(
        "
         => 1: the text is empty
        từ => 3: the text ends too early
        trên => 5: the text ends too early
        từ khoẻ trở lên => 4: it is not understood
        1,200 hộ => 1: the number can be read as 1.2 and as 1200
        1.200% => 1: the number can be read as 1200 and as 1.2
        ít nhất 1. 200 hộ => 9: the number is broken, or its separators are out of place
        ít nhất 1 200 hộ => 9: the number is broken, or its separators are out of place
        1.20.300 => 1: the number is broken, or its separators are out of place
        1,2,3 => 1: the number is broken, or its separators are out of place
        -5% => 1: a figure of a plan is not below zero
        từ 5 đến 2 mô hình => 4: the ends are reversed: 5 is above 2
        3 hoặc 5 => 1: two figures joined by `hoặc` can only be read where they are neighbours
        dưới 5% trở lên => 6: the words contradict one another
        trên 85% hộ và dưới 5% xã => 16: more than one threshold stands there; look for each with `find`
        100% cấp xã, trong đó trên 60% đạt tiêu chí => 23: more than one threshold stands there; look for each with `find`
        từ 90% tổ chức cơ sở được xếp loại khá trở lên => 40: more than one threshold stands there; look for each with `find`
        5 điểm phần trăm => 1: percentage points are a change: `tăng` or `giảm` is missing
        tăng 2 lần => 1: the change can be read in two ways
        tăng từ 5% đến 7% => 1: the change can be read in two ways
        đạt 90% so với kế hoạch => 16: what it is compared with is not known
        15/3 => 1: a fraction of a whole lies between 0 and 1
        2/3/2021 => 1: the number is broken, or its separators are out of place
        1 đến 2 triệu đồng => 1: the number is broken, or its separators are out of place
        1 triệu rưỡi => 9: the number is broken, or its separators are out of place
        [5, 2] => 1: the ends are reversed: 5 is above 2
        chưa đạt 90% => 1: it is not understood
        thiếu 5 mô hình => 1: it is not understood
        giảm 120% => 6: a figure of a plan is not below zero
        đạt và vượt 5% kế hoạch => 16: what it is compared with is not known
        từ 2021 đến 2025 => 4: these may be years: say `năm`, or what is counted with `ít nhất` or another comparison
        một trăm hai xã => 1: the number is broken, or its separators are out of place
        tư pháp => 1: it is not understood
        tăng cường công tác dân vận năm 2023 => 1: it is not understood
        trên 90% hội viên đạt từ khá trở lên => 19: more than one threshold stands there; look for each with `find`
        mỗi năm 02 cuộc => 1: it is not understood
        tất cả 12 xã => 8: more than one threshold stands there; look for each with `find`
        ",
        read::threshold,
        Asked::to_string,
    );
}

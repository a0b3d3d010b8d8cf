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
        nâng số xã kiểu mẫu toàn huyện là 06 xã => >= 6 # KB
        nâng tỷ lệ bao phủ lên trên 95% => > 95%
        tăng từ 85% lên 90% => >= 90% | from-level
        giảm 5% so cùng kỳ => <= baseline x 95% | percent-or-points relative-baseline
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

/// Social and economic plans, new-rural criteria, Party building, education, health.
#[test]
fn of_other_plans() {
    reads(
        "
        bình quân 1,5%/năm => >= 1.5% | time-beside
        giảm bình quân 1,5%/năm => <= baseline x 98.5% | relative-baseline percent-or-points
        tỷ lệ hộ nghèo giảm 1 - 1,5%/năm => <= baseline x 99% | weaker-reading relative-baseline percent-or-points
        giảm tỷ lệ hộ nghèo bình quân 1-1,5%/năm => <= baseline x 99% | relative-baseline weaker-reading percent-or-points
        tốc độ tăng trưởng kinh tế bình quân đạt 8,5 - 9%/năm => [8.5%, 9%] | time-beside
        tốc độ tăng giá trị sản xuất bình quân 10%/năm trở lên => >= 10% | time-beside
        tăng trưởng GRDP đạt 8% trở lên => >= 8%
        GRDP bình quân đầu người đạt 100 triệu đồng => >= 100000000
        thu nhập bình quân đầu người đạt 65 triệu đồng/người/năm => >= 65000000
        thu nhập bình quân đầu người đạt từ 65 triệu đồng/người/năm trở lên => >= 65000000
        ít nhất 80% và không quá 95% => [80%, 95%]
        từ 80% trở lên và không quá 95% => [80%, 95%]
        trên 5% nhưng không quá 10% => (5%, 10%]
        lớn hơn 5 và nhỏ hơn 10 => (5, 10)
        Tỷ lệ che phủ rừng đạt 42% => >= 42%
        tỷ lệ hộ nghèo còn dưới 2% => < 2%
        tỷ lệ hộ nghèo đa chiều dưới 3% => < 3%
        không còn hộ nghèo => = 0 | none-as-zero
        không còn nhà tạm, nhà dột nát => = 0 | none-as-zero
        100% số xã đạt chuẩn nông thôn mới => >= 100%
        có 02 xã đạt chuẩn nông thôn mới nâng cao => >= 2
        thêm 03 xã đạt chuẩn nông thôn mới => >= baseline + 3
        có thêm ít nhất 02 xã đạt chuẩn => >= baseline + 2
        công nhận thêm 5 sản phẩm OCOP => >= baseline + 5
        ≥ 65% => >= 65%
        ≥65% => >= 65%
        >= 90 % => >= 90%
        < 1,2% => < 1.2%
        Đạt => >= dat | bare-grade
        100 => >= 100
        ≥45 => >= 45
        kết nạp mới từ 3 - 4% đảng viên so với tổng số đảng viên => [3%, 4%]
        kết nạp 50 đảng viên trở lên => >= 50
        kết nạp từ 120 đảng viên mới trở lên => >= 120
        mỗi năm kết nạp ít nhất 3% đảng viên mới => >= 3% | time-beside
        90% trở lên chi bộ hoàn thành tốt nhiệm vụ => >= 90%
        Trên 95% đảng viên đủ tư cách hoàn thành nhiệm vụ => > 95%
        không quá 20% số tổ chức đảng được xếp loại hoàn thành xuất sắc nhiệm vụ => <= 20%
        100% chi bộ sinh hoạt định kỳ đúng quy định => >= 100% | time-beside
        100% đảng viên được học tập nghị quyết => >= 100%
        kiểm tra ít nhất 30% tổ chức đảng => >= 30%
        mỗi chi bộ ít nhất 01 mô hình => >= 1
        tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi dưới 15% => < 15% | number-in-noun
        Giảm tỷ lệ suy dinh dưỡng trẻ em dưới 5 tuổi thể nhẹ cân xuống dưới 8% => < 8% | number-in-noun
        huy động trẻ 5 tuổi ra lớp đạt 100% => >= 100% | number-in-noun
        tỷ lệ học sinh tốt nghiệp THPT đạt 98% trở lên => >= 98%
        tỷ lệ trường đạt chuẩn quốc gia đạt từ 70% trở lên => >= 70%
        trên 95% dân số tham gia bảo hiểm y tế => > 95%
        tỷ lệ bao phủ BHYT đạt 95,15% dân số => >= 95.15%
        10 bác sĩ/vạn dân => >= 10
        tỷ suất chết trẻ dưới 1 tuổi dưới 10‰ => < 1% | number-in-noun per-mille
        tỷ lệ tăng dân số tự nhiên dưới 1% => < 1%
        tỷ lệ tiêm chủng đầy đủ trên 95% => > 95%
        giảm 20% số vụ tai nạn giao thông => <= baseline x 80% | percent-or-points
        giảm ít nhất 5% số vụ, số người chết, số người bị thương so với năm 2022 => <= baseline x 95% | percent-or-points
        giảm 5-10% so với cùng kỳ => <= baseline x 95% | weaker-reading percent-or-points relative-baseline
        kéo giảm tai nạn giao thông từ 5% trở lên => <= baseline x 95% | percent-or-points
        tổng thu ngân sách đạt 1.250 tỷ đồng => >= 1250000000000
        thu ngân sách nhà nước đạt 105% dự toán => >= 105%
        đạt 100% kế hoạch => >= 100%
        đạt trên 100% chỉ tiêu giao => > 100%
        đạt từ 95% kế hoạch vốn trở lên => >= 95%
        giải ngân vốn đầu tư công đạt trên 95% kế hoạch => > 95%
        tỷ lệ giải ngân đạt 100% => >= 100%
        3.500 lao động => >= 3500
        tạo việc làm cho khoảng 2.500 lao động => qualitative
        tỷ lệ thất nghiệp dưới 3% => < 3%
        tỷ lệ đô thị hóa đạt trên 45% => > 45%
        tỷ lệ hộ sử dụng nước hợp vệ sinh đạt 98% => >= 98%
        98,5% hộ gia đình đạt chuẩn văn hóa => >= 98.5%
        trên 80% thôn, bản, khu dân cư đạt chuẩn văn hóa => > 80%
        100% TTHC được giải quyết đúng hạn => >= 100%
        80% hồ sơ được xử lý trực tuyến => >= 80%
        mức độ hài lòng của người dân đạt từ 90% trở lên => >= 90%
        mức độ hài lòng đạt trên 85 điểm => > 85
        xếp hạng từ 1 đến 10 => [1, 10]
        hoàn thành 100% nhiệm vụ được giao => >= 100%
        hoàn thành 15/19 tiêu chí => >= 15/19 | part-of-count
        đạt 19/19 tiêu chí => >= 100% | part-of-count fraction-as-percent
        bình quân đạt 17,5 tiêu chí/xã => >= 17.5
        không có đơn vị yếu kém => = 0 | none-as-zero
        không để xảy ra cháy nổ => = 0 | none-as-zero
        không để xảy ra khiếu kiện đông người, vượt cấp => = 0 | none-as-zero
        khống chế dưới 0,3% => < 0.3%
        duy trì ở mức dưới 1% => < 1%
        duy trì 100% xã đạt chuẩn phổ cập => >= 100%
        giữ vững 100% xã đạt chuẩn quốc gia về y tế => >= 100%
        phấn đấu đạt và vượt 8% => >= 8% | strict-or-not
        phấn đấu tăng trưởng đạt 8 - 8,5% => [8%, 8.5%]
        phấn đấu có từ 1 đến 2 xã đạt chuẩn => [1, 2]
        chiếm 30% trở lên => >= 30%
        chiếm tỷ trọng 35% => >= 35%
        chiếm trên 60% tổng giá trị => > 60%
        tỷ trọng nông nghiệp giảm còn 20% => <= 20%
        từ 1,5 - 2% => [1.5%, 2%]
        1,5-2% => [1.5%, 2%]
        tối đa 30 ngày => <= 30
        không quá 03 ngày làm việc => <= 3
        2 - 3 buổi/năm => [2, 3]
        ít nhất 02 lần/năm => >= 2
        mỗi năm ít nhất 01 lần => >= 1 | time-beside
        mỗi quý ít nhất một lần => >= 1 | time-beside
        tối thiểu 1 lần/quý => >= 1
        ít nhất một quý một lần => >= 1 | time-beside
        1 lần/tháng => >= 1
        ít nhất hai lần một năm => >= 2
        trên 2/3 số hộ => > 2/3 | part-of-count
        từ 18 tuổi đến 60 tuổi => [18, 60]
        tăng thêm 2 - 3 bậc => >= baseline + 2 | weaker-reading
        tăng 5 bậc so với năm 2022 => >= baseline + 5
        giảm 2 bậc => <= baseline - 2
        tăng trên 12%/năm => > baseline x 112% | relative-baseline percent-or-points
        tăng bình quân hàng năm từ 12-14% => >= baseline x 112% | relative-baseline weaker-reading percent-or-points
        giảm 2 - 3%/năm => <= baseline x 98% | weaker-reading relative-baseline percent-or-points
        giảm nghèo từ 3%/năm trở lên => <= baseline x 97% | relative-baseline percent-or-points
        hộ nghèo giảm xuống còn 1,2% => <= 1.2%
        giảm số hộ nghèo từ 5% xuống dưới 3% => < 3% | from-level
        giảm tỷ lệ hộ nghèo từ 6,5% xuống 4% => <= 4% | from-level
        đạt tỷ lệ 100% => >= 100%
        1.200ha => >= 1200
        1.200 ha trở lên => >= 1200
        50km => >= 50
        trên 50m2 => > 50 | number-in-noun
        ít nhất 8m²/người => >= 8
        15 triệu đ/ha => >= 15000000
        trên 95 % hộ => > 95%
        95 phần trăm => >= 95%
        chín mươi phần trăm => >= 90%
        5 -10% => [5%, 10%]
        5 – 10% => [5%, 10%]
        từ 5 tới 10% => [5%, 10%]
        khoảng 5 đến 7% => qualitative
        trên dưới 10% => qualitative
        hơn 2/3 => > 2/3 | part-of-count
        không ít hơn 2/3 => >= 2/3 | part-of-count
        trên 1,2 triệu lượt khách => > 1200000
        2,5 tỷ USD => >= 2500000000
        tỷ lệ hộ (mới) đạt 90% => >= 90%
        tỷ lệ “gia đình”, “thôn văn hóa” đạt 90% => >= 90%
        65 triệu đồng/người/năm trở lên => >= 65000000
        trẻ từ 15 tới 60 tuổi đạt 90% => >= 90% | number-in-noun
        trẻ 5 - 6 tuổi đạt 90% => >= 90% | number-in-noun
        trẻ em dưới 24 tháng tuổi đạt 90% => >= 90% | number-in-noun
        mỗi xã (phường) có 02 mô hình => >= 2
        mỗi “xã”, phường có 02 mô hình => >= 2
        từ khá đến tốt trở lên => >= kha | weaker-reading
        xếp loại giỏi, khá => [kha, gioi]
        mức khá trở lên => >= kha
        loại khá => >= kha | bare-grade
        > 1.200 => > 1.2 | point-in-canonical
        > 0.200 => > 0.2
        > 1234.200 => > 1234.2
        > 1.20 => > 1.2
        năm nay đạt 90% => >= 90%
        từ 01/02 đạt 90% => >= 90% | time-beside
        từ tháng 3, đạt 90% => >= 90% | time-beside
        ít nhất ba triệu hai nghìn đồng => >= 3002000
        tăng gấp 2 lần => >= baseline x 200%
        ",
    );
    all_refused(
        "
        tỷ lệ tăng 5% => 7: the change can be read in two ways
        100% (15/15 xã) => 10: more than one threshold stands there; look for each with `find`
        trẻ em dưới 5 tuổi => 1: it is not understood
        từ 50 đến 100 triệu đồng => 4: the number is broken, or its separators are out of place
        thu ngân sách tăng 10% so với dự toán => 31: what it is compared with is not known
        vượt chỉ tiêu được giao => 6: it is not understood
        giảm từ 5% đến 10% cả 3 tiêu chí => 1: the change can be read in two ways
        không có xã dưới 15 tiêu chí => 13: more than one threshold stands there; look for each with `find`
        ",
        read::threshold,
        Asked::to_string,
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
        từ tốt đến khá trở lên => 4: the words contradict one another
        giỏi đến khá => 1: the words contradict one another
        tăng từ 90% lên 85% => 1: the words contradict one another
        giảm từ 3% xuống 3% => 1: the words contradict one another
        1.23.4,5 ha => 1: the number is broken, or its separators are out of place
        1.234.5 ha => 1: the number is broken, or its separators are out of place
        0.123,4 => 1: the number is broken, or its separators are out of place
        1.234,567,8 => 1: the number is broken, or its separators are out of place
        ít nhất hai nghìn ba triệu => 9: the number is broken, or its separators are out of place
        -5% => 1: a figure of a plan is not below zero
        từ 5 đến 2 mô hình => 4: the ends are reversed: 5 is above 2
        3 hoặc 5 => 1: two figures joined by `hoặc` can only be read where they are neighbours
        dưới 5% trở lên => 6: the words contradict one another
        85 trên => 4: the words contradict one another
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

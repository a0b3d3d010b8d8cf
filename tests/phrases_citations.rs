//! Documents as plans cite them.
//!
//! Seeds: TD is Tam Đường 159-KH/HU of 2023, KB Kim Bảng 2021-2025, BP Bình Phước 36-KH/BDVTU of 2021.

mod phrases;

use chrono::NaiveDate;
use kehoach::{CitedDocument, DocumentRef, phrases as read};
use phrases::{all_read, all_refused};
use proptest::prelude::*;

#[test]
fn cited_documents() {
    all_read(
        "
        27-CTr/TU ngày 12/12/2022 => 27-CTr/TU ngày 12/12/2022
        27-CTr/TU ngày 2022-12-12 => 27-CTr/TU ngày 12/12/2022
        Chương trình số 27-CTr/TU, ngày 12/12/2022 của Ban Thường vụ Tỉnh ủy về công tác dân vận năm 2023 => 27-CTr/TU ngày 12/12/2022 của Ban Thường vụ Tỉnh ủy về công tác dân vận năm 2023 # TD
        số 27-CTr/TU, ngày 12/12/2022 => 27-CTr/TU ngày 12/12/2022 # TD
        Kế hoạch số 151 - KH/HU, ngày 15/11/2022 của Huyện ủy về triển khai thực hiện Đề án => 151-KH/HU ngày 15/11/2022 của Huyện ủy về triển khai thực hiện Đề án | spacing # TD
        Quy định số 11-QĐi/TW, ngày 18/02/2019 của Bộ Chính trị => 11-QĐi/TW ngày 18/02/2019 của Bộ Chính trị # TD
        Quy định số 124-QĐ/TW, ngày 02/2/2018 của Ban Bí thư về giám sát => 124-QĐ/TW ngày 02/02/2018 của Ban Bí thư về giám sát # TD
        Quyết định số 217-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị ban hành Quy chế giám sát => 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị về ban hành Quy chế giám sát # TD
        Chỉ thị số 05-CT/TW của Bộ Chính trị về đẩy mạnh học tập => 05-CT/TW của Bộ Chính trị về đẩy mạnh học tập # TD
        Pháp lệnh số 34/2007/PL-UBTVQH11 => 34/2007/PL-UBTVQH11 # TD
        Luật thực hiện dân chủ ở cơ sở => Luật thực hiện dân chủ ở cơ sở # TD
        Quy chế công tác dân vận của hệ thống chính trị => Quy chế công tác dân vận của hệ thống chính trị # TD
        Nghị quyết Đại hội Đảng các cấp, nhiệm kỳ 2020-2025 => Nghị quyết Đại hội Đảng các cấp, nhiệm kỳ 2020-2025 # TD
        Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-2030 => Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-2030 # TD
        Đề án “Nâng cao chất lượng, hiệu quả công tác tôn giáo” => Đề án “Nâng cao chất lượng, hiệu quả công tác tôn giáo” # TD
        Chương trình hành động số 01 – CTr/BDVTW ngày 17/6/2021 của Ban Dân vận Trung ương => 01-CTr/BDVTW ngày 17/06/2021 của Ban Dân vận Trung ương | spacing # BP
        Quyết định 1238 – QĐ/TU ngày 05/5/2010 của Tỉnh ủy => 1238-QĐ/TU ngày 05/05/2010 của Tỉnh ủy | spacing # BP
        Đề án 1217 => Đề án 1217 # BP
        Chương Trình số 31-KH/TU ngày 06/9/2013 => 31-KH/TU ngày 06/09/2013 | other-kind # BP
        Luật Tiếp công dân => Luật Tiếp công dân # KB
        Quy định số 27-CTr/TU => 27-CTr/TU | other-kind
        Quy chế số 217-QĐ/TW => 217-QĐ/TW | other-kind
        Nghị định số 04/2015/NĐ-CP, ngày 09/01/2015 của Chính phủ về thực hiện dân chủ => 04/2015/NĐ-CP ngày 09/01/2015 của Chính phủ về thực hiện dân chủ # KB
        Nghị quyết 09-NQ/TW, ngày 08/01/2002 của Bộ Chính trị (khóa IX) về tăng cường => 09-NQ/TW ngày 08/01/2002 của Bộ Chính trị (khóa IX) về tăng cường # KB
        Quy chế số 05-QC/TU, ngày 09/12/2021 về quy chế công tác dân vận => 05-QC/TU ngày 09/12/2021 về quy chế công tác dân vận # KB
        Quyết định 989-QĐ/TU ngày 5 tháng 4 năm 2018 => 989-QĐ/TU ngày 05/04/2018
        Luật Tiếp công dân ngày 25/11/2013 => Luật Tiếp công dân ngày 25/11/2013
        Luật Tiếp công dân, ngày 25/11/2013 của Quốc hội => Luật Tiếp công dân ngày 25/11/2013 của Quốc hội
        Luật Tiếp công dân, của Quốc hội => Luật Tiếp công dân, của Quốc hội
        Đề án công tác dân vận của Đảng, của Ban Thường vụ Tỉnh ủy về nâng cao chất lượng => Đề án công tác dân vận của Đảng, của Ban Thường vụ Tỉnh ủy về nâng cao chất lượng
        Kế hoạch về ngày hội đoàn kết => Kế hoạch về ngày hội đoàn kết
        Luật số 52/2019/QH14 => 52/2019/QH14
        33/TTg => 33/TTg | unusual-number
        named: Sổ tay dân vận => named: Sổ tay dân vận
        named: Luật Tiếp công dân => Luật Tiếp công dân
        named: Quyết định 290 => named: Quyết định 290
        “Luật Tiếp công dân” => Luật Tiếp công dân
        (Luật Tiếp công dân); => Luật Tiếp công dân
        ",
        read::cited_document,
        CitedDocument::to_string,
    );
    all_refused(
        "
         => 1: the text is empty
        27 => 1: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        27-CTrTU => 1: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        Kế hoạch số 159 => 13: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        Kế hoạch 159-KHHU => 10: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        Quyết định 290 => 12: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        Sổ tay dân vận => 1: it is not understood
        KH/HU => 1: it is not understood
        27-CTr/TU ngày 31/02/2022 => 16: 02/2022 has no day 31
        27-CTr/TU ngày 12/12 => 11: a year is missing
        27-CTr/TU ngày nay => 16: it is not understood
        27-CTr/TU năm 2022 => 11: it is not understood
        27-CTr/TU của => 14: the text ends too early
        27-CTr/TU của Tỉnh ủy về => 25: the text ends too early
        named: => 7: the text ends too early
        ",
        read::cited_document,
        CitedDocument::to_string,
    );
    let help = |text: &str| read::cited_document(text).unwrap_err().to_string();
    assert_eq!(
        help("Sổ tay dân vận"),
        "column 1: it is not understood, found `Sổ`, expected a document such as `27-CTr/TU` or `Luật Tiếp công dân`"
    );
    assert_eq!(
        help("Kế hoạch số 159"),
        "column 13: a document number has a number, a kind and an issuer, such as `159-KH/HU`, found `159` after `Kế hoạch số`, expected a kind and an issuer such as `KH/HU`"
    );
}

#[test]
fn the_parts_of_a_citation() {
    let text = "Kết luận số 69-KL/TU, ngày 09/4/2021 của Ban Thường vụ Tỉnh ủy về công tác dân vận";
    let cited: CitedDocument = text.parse().unwrap();
    let number: DocumentRef = "69-KL/TU".parse().unwrap();
    assert_eq!((cited.number(), cited.name()), (Some(&number), None));
    assert_eq!(cited.date(), NaiveDate::from_ymd_opt(2021, 4, 9));
    assert_eq!((cited.issuer(), cited.about()), (Some("Ban Thường vụ Tỉnh ủy"), Some("công tác dân vận")));
    let named: CitedDocument = "named: Sổ tay dân vận".parse().unwrap();
    assert_eq!((named.number(), named.name(), named.about()), (None, Some("Sổ tay dân vận"), None));
    let built = CitedDocument::from(number).dated("2021-04-09".parse().unwrap());
    assert_eq!(built.to_string().parse::<CitedDocument>().unwrap(), built);
    assert_eq!(
        serde_json::from_str::<CitedDocument>(&serde_json::to_string(&cited).unwrap()).unwrap(),
        cited
    );
}

proptest! {
    /// Whatever is read at all is written so that it reads back as the same.
    #[test]
    fn canonical_citations_are_a_fixed_point(
        parts in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "Luật", "Kế hoạch", "Đề án", "named:", "số", "27-CTr/TU", "34/2007/PL-UBTVQH11", "ngày", "12/12/2022",
                    "2022-12-12", ",", ", của", "của", "về", "ban hành", "Bộ Chính trị", "“", "”", "\"", "(", ")", ".", "06",
                ]).prop_map(str::to_owned),
                "[a-zđưà0-9,.\"“”()*/ -]{1,6}",
            ],
            1..8,
        )
    ) {
        let text = parts.join(" ");
        if let Ok(reading) = read::cited_document(&text) {
            let canonical = reading.value.to_string();
            let again = read::cited_document(&canonical);
            prop_assert_eq!(again.map(|r| r.value), Ok(reading.value), "{} => {}", text, canonical);
        }
    }
}

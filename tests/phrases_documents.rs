//! Document numbers and responsibilities as officials write them.
//!
//! Seeds: TD is Tam Đường 159-KH/HU of 2023, KB Kim Bảng 2021-2025, BP Bình Phước 36-KH/BDVTU of 2021.

mod phrases;

use kehoach::{
    DocumentRef,
    phrases::{self as read, Party},
};
use phrases::{all_read, all_refused};

#[test]
fn document_numbers() {
    all_read(
        "
        159-KH/HU => 159-KH/HU
        159 -KH/HU => 159-KH/HU | spacing # TD
        151 - KH/HU => 151-KH/HU | spacing # TD
        36 - KH/BDVTU => 36-KH/BDVTU | spacing # BP
        01 – CTr/BDVTW => 01-CTr/BDVTW | spacing # BP
        1238 – QĐ/TU => 1238-QĐ/TU | spacing # BP
        102 -KL/TW => 102-KL/TW | spacing # KB
        27-CTr/TU => 27-CTr/TU # TD
        11-QĐi/TW => 11-QĐi/TW # TD
        số 11-QĐi/TW => 11-QĐi/TW
        Nghị quyết số 25-NQ/TW => 25-NQ/TW
        Nghị quyết số 25 - NQ/TW => 25-NQ/TW | spacing # KB
        Nghị quyết 09-NQ/TW, ngày 08/01/2002 của Bộ Chính trị => 09-NQ/TW | time-beside left-out # KB
        Quyết định 989-QĐ/TU, ngày 05/4/2018 => 989-QĐ/TU | time-beside # KB
        Đề án số 02-ĐA/TU => 02-ĐA/TU # KB
        Quy chế số 03-QC/HU, ngày 30/12/2021 => 03-QC/HU | time-beside # KB
        Hướng dẫn số 26-HD/TU => 26-HD/TU # KB
        Chỉ thị số 33/CT-TTg => 33/CT-TTg # TD
        34/2007/PL-UBTVQH11 => 34/2007/PL-UBTVQH11 # TD
        Pháp lệnh số 34/2007/PL-UBTVQH11, ngày 20/4/2007 => 34/2007/PL-UBTVQH11 | time-beside # KB
        Nghị định số 04/2015/NĐ-CP => 04/2015/NĐ-CP # KB
        145/2020/NĐ-CP => 145/2020/NĐ-CP # KB
        Luật số 52/2019/QH14 => 52/2019/QH14
        09/2019/TT-BTC => 09/2019/TT-BTC
        01/2020/TTLT-BTC-BNV => 01/2020/TTLT-BTC-BNV
        123/QĐ-UBND => 123/QĐ-UBND
        12a/QĐ-UBND => 12a/QĐ-UBND
        12b - KH/HU => 12b-KH/HU | spacing
        123/UBND-NV => 123/UBND-NV | unusual-number
        45-CV/BTGTU => 45-CV/BTGTU
        1-CTr/TU => 01-CTr/TU
        159-kh/HU => 159-KH/HU
        217-QD/TW => 217-QĐ/TW | slip
        217-QÐ/TW => 217-QĐ/TW | look-alike
        217–QĐ/TW => 217-QĐ/TW | spacing
        12-ABC/TU => 12-ABC/TU | unusual-number
        Số: 36-KH/BDVTU => 36-KH/BDVTU
        1719/QĐ-TTg => 1719/QĐ-TTg
        Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ => 1719/QĐ-TTg | time-beside left-out
        Nghị quyết số 25/2021/QH15 => 25/2021/QH15
        Thông tư 10/2022/TT-BNNPTNT => 10/2022/TT-BNNPTNT
        Thông tư liên tịch số 01/2013/TTLT-BKHĐT-BTC => 01/2013/TTLT-BKHĐT-BTC
        Công văn số 1234 - CV/TU => 1234-CV/TU | spacing
        Hướng dẫn số 25-HD/BTCTW => 25-HD/BTCTW
        Nghị quyết số 05/2024/NQ-HĐND => 05/2024/NQ-HĐND
        12-QĐ/ĐUK => 12-QĐ/ĐUK
        215/BC-SGDĐT => 215/BC-SGDĐT
        Tờ trình số 10/TTr-UBND => 10/TTr-UBND
        33/TTg => 33/TTg | unusual-number
        12/BC-MTTQ-BTT => 12/BC-MTTQ-BTT
        ",
        read::document,
        DocumentRef::to_string,
    );
    all_refused(
        "
         => 1: the text is empty
        159 => 1: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        Kế hoạch số 159 => 13: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        15/3/2023 => 1: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        12 a/QĐ-UBND => 1: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        159-KH => 1: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        KH/HU => 1: it is not understood
        01 - 02 mô hình => 1: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        1-2/3 => 1: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        0-KH/HU => 1: a document number has a number, a kind and an issuer, such as `159-KH/HU`
        ",
        read::document,
        DocumentRef::to_string,
    );
}

#[test]
fn responsibilities() {
    let show = |parties: &Vec<Party>| {
        parties.iter().map(|p| format!("{}: {}", p.role, p.name)).collect::<Vec<_>>().join("; ")
    };
    all_read(
        "
        Cơ quan chủ trì: Ban Dân vận Tỉnh ủy (Phòng Đoàn thể tham mưu) => lead: Ban Dân vận Tỉnh ủy; advise: Phòng Đoàn thể # BP
        - Cơ quan phối hợp: Văn phòng cấp ủy. => coordinate: Văn phòng cấp ủy # BP
        Đơn vị chủ trì: Ban Dân vận cấp ủy (Phòng Dân vận các cơ quan Nhà nước  tham mưu). => lead: Ban Dân vận cấp ủy; advise: Phòng Dân vận các cơ quan Nhà nước # BP
        Đơn vị phối hợp: UBND cùng cấp. => coordinate: UBND cùng cấp # BP
        Cơ quan chủ trì tham mưu: Đảng đoàn MTTQVN tỉnh, các đoàn thể chính trị - xã hội tỉnh và Ban Thường vụ Tỉnh đoàn. => lead: Đảng đoàn MTTQVN tỉnh; lead: các đoàn thể chính trị - xã hội tỉnh; lead: Ban Thường vụ Tỉnh đoàn # BP
        + Cơ quan chủ trì: Ban Dân vận cấp ủy, (Phòng Đoàn thể và các hội tham mưu). => lead: Ban Dân vận cấp ủy; advise: Phòng Đoàn thể và các hội # BP
        + Cơ quan phối hợp: Văn phòng cấp ủy, MTTQ và các đoàn thể chính trị - xã hội tỉnh. => coordinate: Văn phòng cấp ủy; coordinate: MTTQ; coordinate: các đoàn thể chính trị - xã hội tỉnh # BP
        + Đơn vị chủ trì: BCH Quân sự; Biên phòng; Công an tỉnh, Binh đoàn 16 (Bộ quốc phòng) => lead: BCH Quân sự; lead: Biên phòng; lead: Công an tỉnh; lead: Binh đoàn 16 (Bộ quốc phòng) # BP
        + Đơn vị phối hợp: Ban Dân vận cấp ủy (Phòng Dân vận các cơ quan Nhà nước phối hợp tham mưu). => coordinate: Ban Dân vận cấp ủy; advise: Phòng Dân vận các cơ quan Nhà nước # BP
        + Cơ quan phối hợp: Sở Nội vụ, các ngành liên quan => coordinate: Sở Nội vụ; coordinate: các ngành liên quan # BP
        Cơ quan chủ trì tham mưu: Ban Dân vận Tỉnh ủy (Cơ quan thường trực Ban Chỉ đạo) => lead: Ban Dân vận Tỉnh ủy (Cơ quan thường trực Ban Chỉ đạo) # BP
        + Cơ quan phối hợp: Ban Tổ chức Tỉnh ủy, Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội tỉnh. => coordinate: Ban Tổ chức Tỉnh ủy; coordinate: Mặt trận Tổ quốc; coordinate: các đoàn thể chính trị - xã hội tỉnh # BP
        + Cơ quan phối hợp: Trường Chính trị tỉnh => coordinate: Trường Chính trị tỉnh # BP
        Cơ quan, đơn vị phối hợp: UBKT Huyện ủy, các cơ quan, đơn vị liên quan => coordinate: UBKT Huyện ủy; coordinate: các cơ quan, đơn vị liên quan # TD
        Đơn vị phối hợp: Trung tâm Chính trị, MTTQ và các đoàn thể huyện, Phòng Nội vụ huyện => coordinate: Trung tâm Chính trị; coordinate: MTTQ; coordinate: các đoàn thể huyện; coordinate: Phòng Nội vụ huyện # TD
        Chủ trì: Hội LHPN huyện => lead: Hội LHPN huyện # TD
        Giao Ban Dân vận Huyện uỷ chủ trì, phối hợp với Văn phòng Huyện uỷ và các Ban xây dựng Đảng của Huyện uỷ theo dõi, đôn đốc, kiểm tra, giám sát việc triển khai thực hiện => lead: Ban Dân vận Huyện uỷ; coordinate: Văn phòng Huyện uỷ; coordinate: các Ban xây dựng Đảng của Huyện uỷ; monitor: Ban Dân vận Huyện uỷ # KB
        Ban Dân vận Huyện ủy chủ trì, phối hợp với các Ban đảng, Văn phòng Huyện ủy tham mưu giúp Ban Thường vụ Huyện ủy kiểm tra, đôn đốc, theo dõi => lead: Ban Dân vận Huyện ủy; coordinate: các Ban đảng; coordinate: Văn phòng Huyện ủy; advise: Ban Dân vận Huyện ủy; monitor: Ban Dân vận Huyện ủy # TD
        báo cáo kết quả thực hiện về Ban Thường vụ Huyện ủy (qua Ban Dân vận Huyện ủy) => report-to: Ban Thường vụ Huyện ủy; report-through: Ban Dân vận Huyện ủy # KB
        định kỳ báo cáo kết quả thực hiện về Ban Thường vụ Huyện ủy (*qua Ban dân vận Huyện ủy*) theo quy định => report-to: Ban Thường vụ Huyện ủy; report-through: Ban dân vận Huyện ủy # TD
        Các đơn vị phối hợp: Phòng Nội vụ, Huyện đoàn => coordinate: Phòng Nội vụ; coordinate: Huyện đoàn
        Các cơ quan chủ trì: Phòng Nội vụ; Huyện đoàn => lead: Phòng Nội vụ; lead: Huyện đoàn
        Ban Dân vận Huyện ủy chịu trách nhiệm chủ trì, phối hợp với Phòng Nội vụ (Tổ giúp việc tham mưu) => lead: Ban Dân vận Huyện ủy; coordinate: Phòng Nội vụ; advise: Tổ giúp việc
        Sở Nội vụ; Sở Tài chính: Chủ trì, phối hợp với Sở Y tế => lead: Sở Nội vụ; lead: Sở Tài chính; coordinate: Sở Y tế
        Phòng Nội vụ và Huyện đoàn: trực tiếp tham mưu => advise: Phòng Nội vụ; advise: Huyện đoàn
        Cơ quan chủ trì: Phòng Nội vụ; thời gian: quý II; cơ quan phối hợp: Huyện đoàn => lead: Phòng Nội vụ; coordinate: Huyện đoàn
        Đơn vị chủ trì, tham mưu: Phòng Nội vụ => lead: Phòng Nội vụ; advise: Phòng Nội vụ
        Cơ quan phối hợp: các xã, thị trấn; thời gian: quý II => coordinate: các xã, thị trấn
        Phòng Nội vụ là cơ quan thường trực, chủ trì tham mưu UBND huyện => lead: Phòng Nội vụ
        Chủ tịch UBND huyện trực tiếp chỉ đạo => direct: Chủ tịch UBND huyện
        Phòng Nội vụ phối hợp: Huyện đoàn => coordinate: Phòng Nội vụ | left-out
        Ban Dân vận chủ trì: Hội Nông dân phối hợp => lead: Ban Dân vận; coordinate: Hội Nông dân
        báo cáo về UBND huyện (thông qua Phòng Nội vụ) => report-to: UBND huyện; report-through: Phòng Nội vụ
        chủ trì: Ban A (Phòng B, Phòng C tham mưu) => lead: Ban A; advise: Phòng B; advise: Phòng C
        Văn phòng Huyện ủy theo dõi, đôn đốc => monitor: Văn phòng Huyện ủy
        Giao Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với Sở Giáo dục và Đào tạo, UBND các huyện, thành phố => lead: Sở Văn hóa, Thể thao và Du lịch; coordinate: Sở Giáo dục và Đào tạo; coordinate: UBND các huyện, thành phố
        giao Phòng Nội vụ chủ trì, phối hợp với Hội LHPN, Hội CCB và Huyện đoàn thực hiện => lead: Phòng Nội vụ; coordinate: Hội LHPN; coordinate: Hội CCB; coordinate: Huyện đoàn
        Ban Tuyên giáo Huyện ủy tham mưu => advise: Ban Tuyên giáo Huyện ủy
        báo cáo UBND huyện => report-to: UBND huyện
        Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính, UBND các huyện, thị xã, thành phố tổ chức thực hiện. => lead: Sở Y tế; coordinate: Sở Tài chính; coordinate: UBND các huyện, thị xã, thành phố
        Sở Nội vụ chủ trì, phối hợp các sở, ban, ngành tham mưu UBND tỉnh => lead: Sở Nội vụ; coordinate: các sở, ban, ngành; advise: Sở Nội vụ
        Phòng Giáo dục và Đào tạo chủ trì phối hợp với các xã, thị trấn => lead: Phòng Giáo dục và Đào tạo; coordinate: các xã, thị trấn
        Giao Văn phòng HĐND và UBND huyện theo dõi, đôn đốc, báo cáo Chủ tịch UBND huyện => monitor: Văn phòng HĐND và UBND huyện; report-to: Chủ tịch UBND huyện
        Cơ quan chủ trì: Sở Kế hoạch và Đầu tư; cơ quan phối hợp: Sở Tài chính, Kho bạc Nhà nước tỉnh => lead: Sở Kế hoạch và Đầu tư; coordinate: Sở Tài chính; coordinate: Kho bạc Nhà nước tỉnh
        Đơn vị chủ trì: Phòng Tài chính - Kế hoạch. Đơn vị phối hợp: Các phòng, ban, ngành liên quan. => lead: Phòng Tài chính - Kế hoạch; coordinate: Các phòng, ban, ngành liên quan
        Giao đồng chí Phó Bí thư Thường trực chỉ đạo => direct: Phó Bí thư Thường trực
        báo cáo về UBND huyện (qua Phòng Nội vụ) trước ngày 15/12 => report-to: UBND huyện; report-through: Phòng Nội vụ
        gửi báo cáo về Ban Tổ chức Tỉnh ủy để tổng hợp => report-to: Ban Tổ chức Tỉnh ủy
        Ban Tổ chức Huyện ủy phối hợp với Ủy ban Kiểm tra Huyện ủy kiểm tra việc thực hiện => coordinate: Ủy ban Kiểm tra Huyện ủy; monitor: Ban Tổ chức Huyện ủy
        Giao Công an huyện chủ trì, phối hợp với Ban CHQS huyện => lead: Công an huyện; coordinate: Ban CHQS huyện
        Sở Thông tin và Truyền thông: Chủ trì, phối hợp với Báo, Đài Phát thanh - Truyền hình tỉnh => lead: Sở Thông tin và Truyền thông; coordinate: Báo; coordinate: Đài Phát thanh - Truyền hình tỉnh
        ",
        read::responsibility,
        show,
    );
    for text in ["", "Tháng 3, 9", "thực hiện tốt các nội dung"] {
        assert!(read::responsibility(text).is_err(), "{text}");
    }
    let line =
        "Đơn vị phối hợp: Hội LHPN huyện; UBND cùng cấp; các cơ quan, đơn vị liên quan; các đoàn thể huyện";
    let parties = read::responsibility(line).unwrap().value;
    assert_eq!(parties[0].expanded().as_deref(), Some("Hội Liên hiệp Phụ nữ huyện"));
    use read::Naming::{Group, Named, Open, Relative};
    assert_eq!(parties.iter().map(|p| p.naming).collect::<Vec<_>>(), [Named, Relative, Open, Group]);
    for party in &parties {
        assert_eq!(&line[party.span.clone()], party.name);
    }
    assert_eq!(read::expand("QCDC"), Some("quy chế dân chủ"));
}

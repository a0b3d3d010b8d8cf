//! Abbreviations of bodies and of what they do, as plans of the Party and the State use them.

/// Abbreviations and what they stand for, in the order of the alphabet.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("ANQP", "an ninh - quốc phòng"),
    ("ATGT", "an toàn giao thông"),
    ("BCĐ", "Ban Chỉ đạo"),
    ("BCH", "Ban Chấp hành"),
    ("BDV", "Ban Dân vận"),
    ("BHXH", "Bảo hiểm xã hội"),
    ("BHYT", "bảo hiểm y tế"),
    ("BQL", "Ban Quản lý"),
    ("BTC", "Ban Tổ chức"),
    ("BTG", "Ban Tuyên giáo"),
    ("BTT", "Ban Thường trực"),
    ("BTV", "Ban Thường vụ"),
    ("BTVTU", "Ban Thường vụ Tỉnh ủy"),
    ("BTVHU", "Ban Thường vụ Huyện ủy"),
    ("CBCC", "cán bộ, công chức"),
    ("CBCCVC", "cán bộ, công chức, viên chức"),
    ("CCB", "Cựu chiến binh"),
    ("CCHC", "cải cách hành chính"),
    ("CĐ", "Công đoàn"),
    ("CTTG", "công tác tôn giáo"),
    ("CTXH", "chính trị - xã hội"),
    ("ĐBQH", "đại biểu Quốc hội"),
    ("ĐTN", "Đoàn Thanh niên"),
    ("GPMB", "giải phóng mặt bằng"),
    ("HĐND", "Hội đồng nhân dân"),
    ("HND", "Hội Nông dân"),
    ("HTCT", "hệ thống chính trị"),
    ("HTX", "hợp tác xã"),
    ("HU", "Huyện ủy"),
    ("KBNN", "Kho bạc Nhà nước"),
    ("KTXH", "kinh tế - xã hội"),
    ("LĐLĐ", "Liên đoàn Lao động"),
    ("LĐTBXH", "Lao động - Thương binh và Xã hội"),
    ("LHPN", "Liên hiệp Phụ nữ"),
    ("LLVT", "lực lượng vũ trang"),
    ("MTQG", "mục tiêu quốc gia"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("MTTQVN", "Mặt trận Tổ quốc Việt Nam"),
    ("NCT", "Người cao tuổi"),
    ("NHCSXH", "Ngân hàng Chính sách xã hội"),
    ("NTM", "nông thôn mới"),
    ("PCTN", "phòng, chống tham nhũng"),
    ("QCDC", "quy chế dân chủ"),
    ("QPAN", "quốc phòng - an ninh"),
    ("QS", "Quân sự"),
    ("TAND", "Tòa án nhân dân"),
    ("TCCS", "tổ chức cơ sở"),
    ("TNCS", "Thanh niên Cộng sản"),
    ("TTHC", "thủ tục hành chính"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("TU", "Tỉnh ủy"),
    ("TW", "Trung ương"),
    ("UBKT", "Ủy ban Kiểm tra"),
    ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
    ("UBND", "Ủy ban nhân dân"),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("VHXH", "văn hóa - xã hội"),
    ("VKSND", "Viện kiểm sát nhân dân"),
    ("VPHU", "Văn phòng Huyện ủy"),
    ("VPTU", "Văn phòng Tỉnh ủy"),
    ("XDNTM", "xây dựng nông thôn mới"),
];

/// What an abbreviation stands for: `LHPN` for Liên hiệp Phụ nữ.
///
/// Only the usual ones that stand for one thing; `TT` is a circular, a standing body or an information centre, and is left
/// alone. Capitals count: `UBND`, not `ubnd`.
#[must_use]
pub fn expand(abbreviation: &str) -> Option<&'static str> {
    ABBREVIATIONS.iter().find(|(short, _)| *short == abbreviation).map(|(_, long)| *long)
}

/// A name with each abbreviation in it written out, or `None` if it holds none: `Hội LHPN huyện` is Hội Liên hiệp Phụ nữ
/// huyện.
#[must_use]
pub fn expand_name(name: &str) -> Option<String> {
    let mut found = false;
    let words: Vec<_> = name
        .split_whitespace()
        .map(|word| {
            let core = word.trim_end_matches([',', '.', ';', ')']);
            match expand(core) {
                Some(long) => {
                    found = true;
                    word.replacen(core, long, 1)
                }
                None => word.to_owned(),
            }
        })
        .collect();
    found.then(|| words.join(" "))
}

/// Whether a word is an abbreviation of a body, or written as one: two capitals or more.
pub(super) fn is_abbreviation(word: &str) -> bool {
    expand(word).is_some() || (word.chars().count() > 1 && word.chars().all(char::is_uppercase))
}

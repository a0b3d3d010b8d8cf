//! The words of thresholds.

use super::table::{Table, table};
use crate::threshold::Comparison;

/// What stands before a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// A comparison in words.
    Side(Comparison),
    /// `từ`: at least, or the lower end of two.
    From,
    /// `đúng`.
    Exactly,
    /// Nothing, or a word such as `đạt` that leaves the figure as a floor.
    Bare,
}

pub(super) const ABOVE: Bound = Bound::Side(Comparison::Above);
pub(super) const AT_LEAST: Bound = Bound::Side(Comparison::AtLeast);
pub(super) const BELOW: Bound = Bound::Side(Comparison::Below);
pub(super) const AT_MOST: Bound = Bound::Side(Comparison::AtMost);

/// Comparisons before a figure.
pub(super) static BOUNDS: Table<Bound> = table![Bound;
    ("trên", ABOVE),
    ("đạt trên", ABOVE),
    ("từ trên", ABOVE),
    ("hơn", ABOVE),
    ("đạt hơn", ABOVE),
    ("quá", ABOVE),
    ("vượt", ABOVE),
    ("vượt quá", ABOVE),
    ("vượt trên", ABOVE),
    ("vượt mức", ABOVE),
    ("cao hơn", ABOVE),
    ("lớn hơn", ABOVE),
    ("nhiều hơn", ABOVE),
    ("từ", Bound::From),
    ("đạt từ", Bound::From),
    ("có từ", Bound::From),
    ("đạt được từ", Bound::From),
    ("ít nhất", AT_LEAST),
    ("ít nhất là", AT_LEAST),
    ("ít nhất từ", AT_LEAST),
    ("ít nhất đạt", AT_LEAST),
    ("đạt ít nhất", AT_LEAST),
    ("có ít nhất", AT_LEAST),
    ("chí ít", AT_LEAST),
    ("tối thiểu", AT_LEAST),
    ("tối thiểu là", AT_LEAST),
    ("tối thiểu từ", AT_LEAST),
    ("tối thiểu đạt", AT_LEAST),
    ("đạt tối thiểu", AT_LEAST),
    ("có tối thiểu", AT_LEAST),
    ("thấp nhất", AT_LEAST),
    ("thấp nhất là", AT_LEAST),
    ("không dưới", AT_LEAST),
    ("không được dưới", AT_LEAST),
    ("không ít hơn", AT_LEAST),
    ("không thấp hơn", AT_LEAST),
    ("không được thấp hơn", AT_LEAST),
    ("không nhỏ hơn", AT_LEAST),
    ("không kém", AT_LEAST),
    ("không kém hơn", AT_LEAST),
    ("lớn hơn hoặc bằng", AT_LEAST),
    ("bằng hoặc lớn hơn", AT_LEAST),
    ("cao hơn hoặc bằng", AT_LEAST),
    ("bằng hoặc cao hơn", AT_LEAST),
    ("bằng hoặc hơn", AT_LEAST),
    ("dưới", BELOW),
    ("còn dưới", BELOW),
    ("xuống dưới", BELOW),
    ("ở mức dưới", BELOW),
    ("nhỏ hơn", BELOW),
    ("thấp hơn", BELOW),
    ("ít hơn", BELOW),
    ("chưa đến", BELOW),
    ("chưa tới", BELOW),
    ("không đến", BELOW),
    ("không tới", BELOW),
    ("không quá", AT_MOST),
    ("không được quá", AT_MOST),
    ("không vượt", AT_MOST),
    ("không vượt quá", AT_MOST),
    ("không được vượt quá", AT_MOST),
    ("không hơn", AT_MOST),
    ("không cao hơn", AT_MOST),
    ("không được cao hơn", AT_MOST),
    ("không lớn hơn", AT_MOST),
    ("không nhiều hơn", AT_MOST),
    ("không trên", AT_MOST),
    ("tối đa", AT_MOST),
    ("tối đa là", AT_MOST),
    ("tối đa không quá", AT_MOST),
    ("nhiều nhất", AT_MOST),
    ("nhiều nhất là", AT_MOST),
    ("cao nhất là", AT_MOST),
    ("nhỏ hơn hoặc bằng", AT_MOST),
    ("bằng hoặc nhỏ hơn", AT_MOST),
    ("thấp hơn hoặc bằng", AT_MOST),
    ("bằng hoặc thấp hơn", AT_MOST),
    ("đúng", Bound::Exactly),
    ("bằng", Bound::Exactly),
    ("đúng bằng", Bound::Exactly),
    ("chính xác", Bound::Exactly),
    ("chính xác là", Bound::Exactly),
];

/// Words that leave the figure after them a floor to reach.
pub(super) static FLOORS: Table<()> = table![();
    ("đạt", ()),
    ("đạt được", ()),
    ("đạt tỷ lệ", ()),
    ("đạt tỉ lệ", ()),
    ("đạt mức", ()),
    ("có", ()),
    ("là", ()),
    ("đảm bảo", ()),
    ("bảo đảm", ()),
    ("duy trì", ()),
    ("hoàn thành", ()),
    ("tổ chức", ()),
    ("xây dựng", ()),
    ("thành lập", ()),
    ("công nhận", ()),
    ("kết nạp", ()),
    ("bình quân", ()),
    ("bình quân đạt", ()),
    ("chiếm", ()),
    ("chiếm tỷ lệ", ()),
    ("chiếm tỷ trọng", ()),
    ("giữ vững", ()),
];

/// Figures that are not meant exactly.
pub(super) static APPROXIMATE: Table<()> = table![();
    ("khoảng", ()),
    ("đạt khoảng", ()),
    ("vào khoảng", ()),
    ("ước", ()),
    ("ước đạt", ()),
    ("ước khoảng", ()),
    ("ước tính", ()),
    ("xấp xỉ", ()),
    ("đạt xấp xỉ", ()),
    ("gần", ()),
    ("đạt gần", ()),
    ("gần đạt", ()),
    ("chừng", ()),
    ("độ chừng", ()),
    ("trên dưới", ()),
    ("cơ bản đạt", ()),
];

/// Amounts without a number.
pub(super) static QUALITATIVE: Table<()> = table![();
    ("cơ bản", ()),
    ("về cơ bản", ()),
    ("hầu hết", ()),
    ("hầu như", ()),
    ("phần lớn", ()),
    ("đa số", ()),
    ("đại đa số", ()),
    ("đa phần", ()),
    ("phần đông", ()),
    ("đông đảo", ()),
    ("phần nhiều", ()),
    ("đại bộ phận", ()),
    ("nhiều", ()),
    ("một số", ()),
    ("một phần", ()),
    ("một vài", ()),
    ("một bộ phận", ()),
    ("đáng kể", ()),
];

pub(super) static ALL: Table<()> = table![();
    ("toàn bộ", ()),
    ("tất cả", ()),
    ("tất cả các", ()),
    ("toàn thể", ()),
    ("mọi", ()),
    ("đạt toàn bộ", ()),
];

pub(super) static NONE: Table<()> = table![();
    ("không có", ()),
    ("không còn", ()),
    ("không để xảy ra", ()),
    ("không để phát sinh", ()),
    ("không xảy ra", ()),
    ("không phát sinh", ()),
];

pub(super) static ASPIRED: Table<()> = table![();("phấn đấu", ()), ("quyết tâm", ()), ("phấn đấu để", ())];

/// Words that turn a phrase round: what follows them is not what it seems.
pub(super) const TURNS: &[&str] = &[
    "không", "chưa", "chẳng", "thiếu", "trừ", "ngoài", "ngoại", "tăng", "thêm", "giảm", "nâng", "hạ", "kéo",
    "bớt", "rút", "cắt", "gấp", "vượt", "nếu", "khi", "hoặc", "trong", "sau", "trước", "kể",
];

pub(super) static UP: Table<Comparison> = table![Comparison;
    ("trở lên", Comparison::AtLeast),
    ("trở nên", Comparison::AtLeast),
    ("hoặc hơn", Comparison::AtLeast),
    ("hoặc cao hơn", Comparison::AtLeast),
    ("hoặc nhiều hơn", Comparison::AtLeast),
    ("trở xuống", Comparison::AtMost),
    ("hoặc thấp hơn", Comparison::AtMost),
    ("hoặc ít hơn", Comparison::AtMost),
];

//! What is wrong with ids, numbers, shares, scales, thresholds and numbers of documents.

use crate::{
    document::DocumentError,
    id::IdError,
    limits::{ID_CHARS, PHRASE_CHARS, SCALE_GRADES, YEARS},
    phrases::write_number,
    quantity::{FractionError, NumberError, Overflow, ScaleError, ShareError},
    state_name::StateNameError,
    threshold::{BaselineError, ThresholdError},
};

impl IdError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Empty => "mã không được để trống".to_owned(),
            Self::TooLong { chars } => format!("mã có nhiều nhất {ID_CHARS} ký tự, mã này có {chars}"),
            Self::Character { character: ' ', .. } => "mã không được có dấu cách".to_owned(),
            Self::Character { character, .. } => {
                format!("mã không được chứa `{}`", character.escape_debug())
            }
        }
    }
}

impl Overflow {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        "con số quá lớn để giữ đúng từng chữ số".to_owned()
    }
}

impl NumberError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Syntax => "số viết bằng chữ số và nhiều nhất một dấu thập phân, như `92.5`".to_owned(),
            Self::TooPrecise => "số có nhiều nhất 28 chữ số, và nhiều nhất 28 chữ số thập phân".to_owned(),
            Self::Inexact => {
                "số thực nhị phân không giữ được đúng từng chữ số: viết trong ngoặc kép, như `\"92.5\"`"
                    .to_owned()
            }
        }
    }
}

impl ShareError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::PartAboveWhole { part, whole } => format!("tử số {part} lớn hơn mẫu số {whole}"),
            Self::Syntax => "tỷ lệ viết là phần trên tổng, như `87/100`".to_owned(),
            Self::TooLarge => format!("tử số hoặc mẫu số nhiều nhất là {}", u64::MAX),
        }
    }
}

impl FractionError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Syntax => "phân số viết là `5` hoặc `87/100`".to_owned(),
            Self::ZeroDenominator => "mẫu số không thể bằng 0".to_owned(),
            Self::Overflow(error) => error.vietnamese(),
        }
    }
}

impl ScaleError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Empty { scale } => format!("thang `{scale}` không có mức nào"),
            Self::TooMany { scale } => format!("thang `{scale}` có hơn {SCALE_GRADES} mức"),
            Self::Duplicate { scale, grade } => format!("thang `{scale}` có hai lần mức `{grade}`"),
            Self::LikeNumber { scale, grade } => format!(
                "mức `{grade}` của thang `{scale}` trông như một số trong ngưỡng: mã bắt đầu bằng chữ, như `loai-1`"
            ),
        }
    }
}

impl ThresholdError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Start => "ngưỡng bắt đầu bằng `>`, `>=`, `<`, `<=`, `=`, `[` hoặc `(`".to_owned(),
            Self::Brackets => {
                "ngưỡng hai đầu viết là `[1, 2]`, với ngoặc tròn ở đầu không được tính".to_owned()
            }
            Self::Missing { .. } => "thiếu con số".to_owned(),
            Self::Number { error, .. } => error.vietnamese(),
            Self::Grade { error, .. } => error.vietnamese(),
            Self::Mixed => {
                "hai đầu của ngưỡng phải cùng là phần trăm, cùng là số thường hoặc cùng là mức xếp loại"
                    .to_owned()
            }
            Self::Reversed { low, high } => {
                format!("hai đầu bị ngược: {} lớn hơn {}", write_number(*low), write_number(*high))
            }
            Self::TooLong => format!("ngưỡng dài quá {PHRASE_CHARS} ký tự"),
        }
    }
}

impl BaselineError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Syntax => {
                "mức so với gốc viết là `>= baseline x 105%`, `>= baseline + 5 points` hoặc `>= baseline + 3`"
                    .to_owned()
            }
            Self::Number(error) => error.vietnamese(),
        }
    }
}

impl DocumentError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Syntax => {
                "số, ký hiệu văn bản viết là `159-KH/HU`, `33/CT-TTg`, `04/2015/NĐ-CP` hoặc `52/2019/QH14`"
                    .to_owned()
            }
            Self::Zero => "văn bản được đánh số từ 1".to_owned(),
            Self::Year { year } => format!("năm từ {} đến {}, không phải {year}", YEARS.0, YEARS.1),
            Self::Code { code } => format!(
                "`{code}` không phải là ký hiệu loại văn bản hay cơ quan ban hành: ký hiệu gồm chữ và số, nối bằng gạch ngang"
            ),
        }
    }
}

impl StateNameError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        let known: Vec<String> = self.known().iter().map(|name| format!("`{name}`")).collect();
        format!(
            "không có trạng thái `{}`: cần một trong {}",
            crate::spelling::quote(self.found()),
            known.join(", ")
        )
    }
}

#[cfg(feature = "receipt")]
impl crate::DigestError {
    /// The same in Vietnamese.
    #[must_use]
    pub fn vietnamese(&self) -> String {
        "mã băm viết bằng 64 chữ số thập lục phân, chữ thường".to_owned()
    }
}

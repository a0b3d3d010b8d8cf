//! Scales of grades (thang xếp loại), listed worst to best.

use serde::{Deserialize, Serialize};

use crate::{
    id::{GradeId, ScaleId},
    limits::SCALE_GRADES,
    spelling::{bare, tidy},
};

/// Whether the end of a threshold is taken for a number as typed, and not for a grade.
pub(crate) fn reads_like_a_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) || text.ends_with('%')
}

/// Why a list of grades is no scale.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScaleError {
    /// A scale of no grades.
    #[error("scale `{scale}` has no grades")]
    Empty {
        /// The scale.
        scale: ScaleId,
    },
    /// More grades than a scale may have.
    #[error("scale `{scale}` has more than {SCALE_GRADES} grades")]
    TooMany {
        /// The scale.
        scale: ScaleId,
    },
    /// One id or name twice, so that a report could mean either.
    #[error("scale `{scale}` has the grade `{grade}` twice")]
    Duplicate {
        /// The scale.
        scale: ScaleId,
        /// The id or name that stands there twice.
        grade: String,
    },
    /// An id that a threshold such as `>= kha` could not tell from a number.
    #[error(
        "the grade `{grade}` of scale `{scale}` reads like a number in a threshold: begin its id with a letter, as in `loai-1`"
    )]
    LikeNumber {
        /// The scale.
        scale: ScaleId,
        /// The grade.
        grade: GradeId,
    },
}

/// A grade (mức xếp loại) of a scale: an id for files, a name for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// What files call it, such as `kha`.
    pub id: GradeId,
    /// What people call it, such as `khá`.
    pub name: String,
}

/// A scale of grades (thang xếp loại), listed worst to best, such as yếu, trung bình, khá, tốt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ScaleData", into = "ScaleData")]
pub struct Scale {
    id: ScaleId,
    // INVARIANT: not empty; no id or name twice, in whichever case or spelling; no id that a threshold takes for a number.
    grades: Vec<Grade>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScaleData {
    id: ScaleId,
    grades: Vec<Grade>,
}

impl Scale {
    /// A scale of `grades`, worst first.
    ///
    /// # Errors
    /// [`ScaleError`] if there are none or too many, if one id or name stands for two of them, or if an id reads like a number.
    pub fn new(id: ScaleId, grades: Vec<Grade>) -> Result<Self, ScaleError> {
        if grades.is_empty() {
            return Err(ScaleError::Empty { scale: id });
        }
        if grades.len() > SCALE_GRADES {
            return Err(ScaleError::TooMany { scale: id });
        }
        for (rank, grade) in grades.iter().enumerate() {
            if reads_like_a_number(grade.id.as_str()) {
                return Err(ScaleError::LikeNumber { scale: id, grade: grade.id.clone() });
            }
            for earlier in grades.iter().take(rank) {
                let same = |a: &str, b: &str| tidy(a).to_lowercase() == tidy(b).to_lowercase();
                let (a, b) = (grade.id.as_str(), earlier.id.as_str());
                if same(a, b)
                    || same(&grade.name, &earlier.name)
                    || same(a, &earlier.name)
                    || same(&grade.name, b)
                {
                    return Err(ScaleError::Duplicate { scale: id, grade: grade.id.to_string() });
                }
            }
        }
        Ok(Self { id, grades })
    }

    /// The scale's id.
    #[must_use]
    pub const fn id(&self) -> &ScaleId {
        &self.id
    }

    /// Its grades, worst first.
    #[must_use]
    pub fn grades(&self) -> &[Grade] {
        &self.grades
    }

    /// The place of a grade, 0 for the worst.
    #[must_use]
    pub fn rank(&self, grade: &GradeId) -> Option<usize> {
        self.grades.iter().position(|g| g.id == *grade)
    }

    /// The grade that a text means: by its id or its name, in whichever case; without diacritics if that leaves no doubt.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Grade> {
        let typed = tidy(text).to_lowercase();
        let exact =
            |g: &&Grade| g.id.as_str().to_lowercase() == typed || tidy(&g.name).to_lowercase() == typed;
        self.grades.iter().find(exact).or_else(|| {
            let loose = bare(&typed).replace([' ', '_'], "-");
            let like =
                |g: &&Grade| bare(g.id.as_str()) == loose || bare(&tidy(&g.name)).replace(' ', "-") == loose;
            let mut found = self.grades.iter().filter(like);
            found.next().filter(|_| found.next().is_none())
        })
    }
}

impl TryFrom<ScaleData> for Scale {
    type Error = ScaleError;
    fn try_from(data: ScaleData) -> Result<Self, ScaleError> {
        Self::new(data.id, data.grades)
    }
}

impl From<Scale> for ScaleData {
    fn from(scale: Scale) -> Self {
        Self { id: scale.id, grades: scale.grades }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(grades: &[(&str, &str)]) -> Result<Scale, ScaleError> {
        let grades =
            grades.iter().map(|(id, name)| Grade { id: GradeId::new(id).unwrap(), name: (*name).to_owned() });
        Scale::new(ScaleId::new("xep-loai").unwrap(), grades.collect())
    }

    #[test]
    fn grades_are_found_by_id_name_and_unmarked_spelling() {
        let scale =
            scale(&[("yeu", "yếu"), ("trung-binh", "trung bình"), ("kha", "khá"), ("tot", "tốt")]).unwrap();
        for text in ["kha", "Khá", "khá ", "KHA"] {
            assert_eq!(scale.find(text).map(|g| g.id.as_str()), Some("kha"), "{text}");
        }
        assert_eq!(scale.find("trung binh").and_then(|g| scale.rank(&g.id)), Some(1));
        assert_eq!(scale.find("giỏi"), None);
    }

    #[test]
    fn no_text_may_mean_two_grades() {
        assert!(matches!(scale(&[]), Err(ScaleError::Empty { .. })));
        assert!(matches!(scale(&[("a", "x"), ("A", "y")]), Err(ScaleError::Duplicate { .. })));
        assert!(matches!(scale(&[("a", "b"), ("b", "c")]), Err(ScaleError::Duplicate { .. })));
    }

    /// What a threshold over grades spells is read as one again.
    #[test]
    fn no_grade_reads_like_a_number() {
        use crate::threshold::{Interval, Threshold};
        for id in ["1", "1kha", "-kha", "+kha", ".kha", "kha%", "%"] {
            assert!(matches!(scale(&[(id, "khá")]), Err(ScaleError::LikeNumber { .. })), "{id}");
        }
        for id in ["loai-1", "kha", "A+", "a.1", "k%a", "một", "①", "١"] {
            let grades = scale(&[(id, "khá")]).unwrap();
            let threshold = Threshold::Grade(Interval::at_least(grades.grades()[0].id.clone()));
            assert_eq!(threshold.to_string().parse::<Threshold>(), Ok(threshold), "{id}");
        }
    }
}

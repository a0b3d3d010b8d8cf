//! How figures, days and demands are written in each language.

use chrono::NaiveDate;

use crate::{
    language::Language,
    phrases,
    quantity::{Fraction, Number},
    score::Bounds,
    threshold::{BaselineBound, Interval, Shown, Threshold},
    time::Period,
};

/// Of longer lists of names the first are shown.
const NAMES: usize = 6;

/// Writes in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    pub(super) language: Language,
}

impl Words {
    pub(super) const fn pick<'t>(self, vietnamese: &'t str, english: &'t str) -> &'t str {
        self.language.pick(vietnamese, english)
    }

    /// Digits as the language writes them; a whole number that came as text stays as it is.
    pub(super) fn number(self, number: Number) -> String {
        match self.language {
            Language::Vietnamese => number.to_string().replace('.', ","),
            Language::English => number.to_string(),
        }
    }

    pub(super) fn shown(self, shown: &Shown) -> String {
        match self.language {
            Language::Vietnamese => shown.vietnamese(),
            Language::English => shown.to_string(),
        }
    }

    /// A fraction as a decimal where it is one, else as it is.
    pub(super) fn fraction(self, value: Fraction) -> String {
        Number::from_fraction(value).map_or_else(|| value.to_string(), |number| self.number(number))
    }

    /// Points: one figure, or from the least to the greatest.
    pub(super) fn points(self, points: Bounds) -> String {
        match points.single() {
            Some(points) => self.number(points),
            None => {
                let (low, high) = (self.number(points.low), self.number(points.high));
                match self.language {
                    Language::Vietnamese => format!("từ {low} đến {high}"),
                    Language::English => format!("{low} to {high}"),
                }
            }
        }
    }

    pub(super) fn sum(self, parts: &[Bounds]) -> String {
        let each = |part: &Bounds| match part.single() {
            Some(points) => self.number(points),
            None => format!("({})", self.points(*part)),
        };
        parts.iter().map(each).collect::<Vec<_>>().join(" + ")
    }

    /// A bound that moves with a baseline.
    pub(super) fn moving(self, bound: &BaselineBound, since: Option<Period>) -> String {
        match self.language {
            Language::Vietnamese => phrases::write_asked(&phrases::Asked::Baseline { bound: *bound, since }),
            Language::English => bound.to_string().replace(">=", "≥").replace("<=", "≤"),
        }
    }

    pub(super) fn date(self, day: NaiveDate) -> String {
        match self.language {
            Language::Vietnamese => day.format("%d/%m/%Y").to_string(),
            Language::English => day.to_string(),
        }
    }

    pub(super) fn period(self, period: Period) -> String {
        match self.language {
            Language::Vietnamese => phrases::write_period(period),
            Language::English => period.to_string(),
        }
    }

    /// Which occurrence: a period where its label is one.
    pub(super) fn occurrence(self, label: &str) -> String {
        match label.parse::<Period>() {
            Ok(period) => self.period(period),
            Err(_) if label == "on-instruction" => {
                self.pick("theo văn bản chỉ đạo", "on instruction").to_owned()
            }
            Err(_) if label == "continuous" => self.pick("thường xuyên", "all the time").to_owned(),
            Err(_) => label.to_owned(),
        }
    }

    /// Whom something was taken over from, where it was.
    pub(super) fn taken_over_from<'n>(self, names: impl Iterator<Item = &'n str>) -> Option<String> {
        self.of_some(self.pick("tiếp nhận từ", "taken over from"), names)
    }

    /// By whom something was done, where others did it.
    pub(super) fn done_by<'n>(self, names: impl Iterator<Item = &'n str>) -> Option<String> {
        self.of_some(self.pick("do đơn vị trước sắp xếp thực hiện:", "done by those before it:"), names)
    }

    /// Names after what is said of them; of many the first, and how many more.
    fn of_some<'n>(self, said: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
        let names: Vec<&str> = names.collect();
        let (shown, more) = names.split_at_checked(NAMES).unwrap_or((&names, &[]));
        let more = match more.len() {
            0 => String::new(),
            more => {
                format!(" {}", self.pick("và {} đơn vị khác", "and {} more").replace("{}", &more.to_string()))
            }
        };
        (!names.is_empty()).then(|| format!("{said} {}{more}", shown.join(", ")))
    }

    pub(super) fn threshold(self, asked: &Threshold) -> String {
        match self.language {
            Language::Vietnamese => phrases::write_threshold(asked),
            Language::English => match asked {
                Threshold::Percent(interval) => english(interval, |n: &Number| format!("{n}%")),
                Threshold::Plain(interval) => english(interval, Number::to_string),
                Threshold::Grade(interval) => english(interval, ToString::to_string),
            },
        }
    }
}

fn english<T: PartialEq>(interval: &Interval<T>, spell: impl Fn(&T) -> String) -> String {
    match (interval.low(), interval.high()) {
        (Some(low), Some(high)) if low.at == high.at => format!("exactly {}", spell(&low.at)),
        (Some(low), Some(high)) => {
            let from = if low.closed { "from" } else { "above" };
            let to = if high.closed { "to" } else { "to below" };
            format!("{from} {} {to} {}", spell(&low.at), spell(&high.at))
        }
        (Some(low), None) if low.closed => format!("at least {}", spell(&low.at)),
        (Some(low), None) => format!("above {}", spell(&low.at)),
        (None, Some(high)) if high.closed => format!("at most {}", spell(&high.at)),
        (None, Some(high)) => format!("below {}", spell(&high.at)),
        (None, None) => String::new(),
    }
}

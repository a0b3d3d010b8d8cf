//! Intervals: what every threshold comes down to.

/// One end of an [`Interval`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct End<T> {
    /// Where it lies.
    pub at: T,
    /// Whether the interval holds this very value.
    pub closed: bool,
}

impl<T> End<T> {
    /// An end that belongs to the interval.
    pub const fn closed(at: T) -> Self {
        Self { at, closed: true }
    }

    /// An end that does not.
    pub const fn open(at: T) -> Self {
        Self { at, closed: false }
    }
}

/// The values on one side of an end, or between two, each of them open or closed.
///
/// It may be empty, as `(3, 3)` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval<T> {
    // INVARIANT: at least one of the two is there.
    low: Option<End<T>>,
    high: Option<End<T>>,
}

impl<T> Interval<T> {
    /// Strictly above (trên) `at`.
    pub const fn above(at: T) -> Self {
        Self { low: Some(End::open(at)), high: None }
    }

    /// At least (từ ... trở lên, ít nhất) `at`.
    pub const fn at_least(at: T) -> Self {
        Self { low: Some(End::closed(at)), high: None }
    }

    /// Strictly below (dưới) `at`.
    pub const fn below(at: T) -> Self {
        Self { low: None, high: Some(End::open(at)) }
    }

    /// At most (không quá, tối đa) `at`.
    pub const fn at_most(at: T) -> Self {
        Self { low: None, high: Some(End::closed(at)) }
    }

    /// From one end to the other.
    pub const fn between(low: End<T>, high: End<T>) -> Self {
        Self { low: Some(low), high: Some(high) }
    }

    /// The lower end, if it has one.
    pub const fn low(&self) -> Option<&End<T>> {
        self.low.as_ref()
    }

    /// The upper end, if it has one.
    pub const fn high(&self) -> Option<&End<T>> {
        self.high.as_ref()
    }

    /// Whether it has both ends.
    pub const fn is_two_sided(&self) -> bool {
        self.low.is_some() && self.high.is_some()
    }

    /// The same interval over other values. `f` must keep their order.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Interval<U> {
        let mut end = |e: End<T>| End { at: f(e.at), closed: e.closed };
        Interval { low: self.low.map(&mut end), high: self.high.map(&mut end) }
    }

    /// [`Interval::map`] with a function that can fail.
    ///
    /// # Errors
    /// What `f` returned first.
    pub fn try_map<U, E>(self, mut f: impl FnMut(T) -> Result<U, E>) -> Result<Interval<U>, E> {
        let mut end = |e: End<T>| Ok(End { at: f(e.at)?, closed: e.closed });
        Ok(Interval { low: self.low.map(&mut end).transpose()?, high: self.high.map(&mut end).transpose()? })
    }
}

impl<T: Clone> Interval<T> {
    /// Exactly (đúng) `at`.
    pub fn exactly(at: T) -> Self {
        Self::between(End::closed(at.clone()), End::closed(at))
    }
}

impl<T: Ord> Interval<T> {
    /// Whether `value` lies inside.
    pub fn contains(&self, value: &T) -> bool {
        !self.is_above(value) && !self.is_below(value)
    }

    /// Whether the whole interval lies above `value`: the value falls short of it.
    pub fn is_above(&self, value: &T) -> bool {
        self.low.as_ref().is_some_and(|end| *value < end.at || (*value == end.at && !end.closed))
    }

    /// Whether the whole interval lies below `value`: the value exceeds it.
    pub fn is_below(&self, value: &T) -> bool {
        self.high.as_ref().is_some_and(|end| *value > end.at || (*value == end.at && !end.closed))
    }

    /// Whether nothing lies inside, between dense values such as decimals.
    pub fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => {
                low.at > high.at || (low.at == high.at && !(low.closed && high.closed))
            }
            _ => false,
        }
    }

    /// Whether all that lies inside lies inside `other` too, between dense values. What is empty lies in everything.
    pub fn lies_within(&self, other: &Self) -> bool {
        if self.is_empty() {
            return true;
        }
        let low = match (&self.low, &other.low) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(a), Some(b)) => a.at > b.at || (a.at == b.at && (b.closed || !a.closed)),
        };
        let high = match (&self.high, &other.high) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(a), Some(b)) => a.at < b.at || (a.at == b.at && (b.closed || !a.closed)),
        };
        low && high
    }
}

impl<T: Ord + Clone> Interval<T> {
    /// What lies inside both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let inner = |a: &Option<End<T>>, b: &Option<End<T>>, a_is_inner: fn(&T, &T) -> bool| match (a, b) {
            (Some(a), Some(b)) if a.at == b.at => {
                Some(End { at: a.at.clone(), closed: a.closed && b.closed })
            }
            (Some(a), Some(b)) => Some(if a_is_inner(&a.at, &b.at) { a.clone() } else { b.clone() }),
            (a, b) => a.clone().or_else(|| b.clone()),
        };
        Self { low: inner(&self.low, &other.low, T::gt), high: inner(&self.high, &other.high, T::lt) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every interval whose ends are among three values, open, closed or missing: whatever two ends can be to each other.
    fn intervals() -> Vec<Interval<i32>> {
        let mut ends = vec![None];
        for at in [-2, 0, 2] {
            ends.extend([true, false].map(|closed| Some(End { at, closed })));
        }
        let pairs = ends.iter().flat_map(|low| ends.iter().map(move |high| (*low, *high)));
        let some = |(low, high): &(Option<End<i32>>, Option<End<i32>>)| low.is_some() || high.is_some();
        pairs.filter(some).map(|(low, high)| Interval { low, high }).collect()
    }

    /// Even numbers are the possible ends; the odd ones between them stand for the dense values between two ends.
    fn values() -> std::ops::RangeInclusive<i32> {
        -3..=3
    }

    #[test]
    fn the_algebra_is_that_of_the_sets() {
        let intervals = intervals();
        assert_eq!(intervals.len(), 48);
        for a in &intervals {
            assert_eq!(a.is_empty(), values().all(|v| !a.contains(&v)), "{a:?}");
            for b in &intervals {
                let within = values().all(|v| !a.contains(&v) || b.contains(&v));
                assert_eq!(a.lies_within(b), within, "{a:?} in {b:?}");
                for v in values() {
                    assert_eq!(
                        a.and(b).contains(&v),
                        a.contains(&v) && b.contains(&v),
                        "{v} in {a:?} and {b:?}"
                    );
                }
            }
        }
    }
}

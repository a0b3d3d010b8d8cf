//! Exact quantities: decimals, shares, fractions, and the grades of a scale.
//!
//! Nothing here rounds. Text becomes a figure exactly or is an error; what no longer fits is an [`Overflow`].

mod fraction;
mod number;
mod scale;
mod share;

pub use fraction::{Fraction, FractionError, Overflow};
pub(crate) use number::A_NUMBER;
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) use number::survives_as_float;
pub use number::{Number, NumberError};
pub(crate) use scale::reads_like_a_number;
pub use scale::{Grade, Scale, ScaleError};
pub use share::{Share, ShareError};

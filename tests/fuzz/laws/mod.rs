//! What holds of any input, whoever made it up: the fuzz targets and the tests that replay their corpora hold the library to it.

pub mod files;
pub mod live;
mod office;
pub mod phrases;

//! That the features of this package reach what they are meant for: else everything here would pass without having been tried.

/// With `arbitrary_precision` of `serde_json` a number keeps its text.
#[test]
fn numbers_keep_their_text_with_the_feature_alone() {
    let long = "0.30000000000000004123";
    let kept = serde_json::from_str::<serde_json::Value>(long).unwrap().to_string() == long;
    assert_eq!(kept, cfg!(feature = "arbitrary_precision"));
}

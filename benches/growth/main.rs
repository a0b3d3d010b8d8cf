//! How the time for hostile input grows with its size: `cargo bench --bench growth`.
//!
//! Each shape is tried at its size and at twice that; the last column is what the second takes for each time that the first takes:
//! 2 where the work is linear, 4 where it is quadratic. Where memory ceases to fit into a cache there is a step: `KEHOACH_TIMES=4` tries
//! four times the sizes, `-- dots` the shapes whose names hold that. In processor time, which other work on the machine does not count in.
//! `tests/growth.rs` counts the allocations of the same shapes.

#[expect(dead_code, reason = "shared with the bench of a country's size, which compares threads too")]
#[path = "../scale/measure.rs"]
mod measure;
mod shapes;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let measured = arguments.iter().any(|argument| argument == "--bench");
    let named: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with("--")).collect();
    let times: usize = std::env::var("KEHOACH_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    if measured {
        println!("| input | n | time(n), µs | time(2n) / time(n) |\n|---|---:|---:|---:|");
    }
    for shape in shapes::ALL {
        let shapes::Shape { name, size, make } = shape;
        if !named.is_empty() && !named.iter().any(|named| name.contains(named)) {
            continue;
        }
        if !measured {
            // As a test runner calls it: that each can be done.
            make(32)();
            continue;
        }
        let size = times * size;
        let [once, twice] = [size, 2 * size].map(|size| {
            let work = make(size);
            measure::nanoseconds(&*work).max(1)
        });
        let hundredths = twice * 100 / once;
        println!("| {name} | {size} | {} | {}.{:02} |", once / 1_000, hundredths / 100, hundredths % 100);
    }
}

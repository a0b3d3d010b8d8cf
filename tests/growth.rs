//! Hostile input of twice the size takes no more than twice the work, counted in allocations: the same on every machine and at any
//! load. What seconds say of the same shapes, `cargo bench --bench growth` prints.

#[expect(dead_code, reason = "the bench has sizes of its own")]
#[path = "../benches/growth/shapes.rs"]
mod shapes;

use allocation_counter::measure;

/// What holds of every size: a list that grows doubles, so that a few allocations more are no growth.
const FEW: u64 = 40;

fn allocations(shape: &shapes::Shape, size: usize) -> u64 {
    let work = (shape.make)(size);
    measure(|| {
        work();
    })
    .count_total
}

#[test]
fn twice_the_input_takes_twice_the_allocations() {
    let mut steep = Vec::new();
    for shape in shapes::ALL {
        let [once, twice, four_times] = [200, 400, 800].map(|size| allocations(shape, size));
        // A quadratic part shows in what each doubling adds: it would add four times as much as the one before.
        let (first, second) = (twice.saturating_sub(once), four_times.saturating_sub(twice));
        if second > first.saturating_mul(5) / 2 + FEW {
            steep.push(format!("{}: {once}, {twice}, {four_times}", shape.name));
        }
    }
    assert!(steep.is_empty(), "{steep:#?}");
}

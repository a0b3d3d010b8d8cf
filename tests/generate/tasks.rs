//! Tasks: due days at and beside the ends of periods, times for one level only, leads that come and go.

use kehoach::{Party, Product, Register, Role, Schedule, Task, TaskId, UnitId};

use super::{
    Picks, pick,
    units::{level, scope_id},
};

const TIMES: [&str; 20] = [
    "monthly",
    "monthly by day 31",
    "monthly before day 31",
    "quarterly before day 1",
    "quarterly by day 5 of 1st month",
    "quarterly",
    "half-yearly by day 20",
    "yearly before 12-10",
    "yearly before 01-01",
    "months 3, 9",
    "months 9, 10 by day 14",
    "months 3, 9-10",
    "each H1, 9M, year",
    "during 2023-02/2023-06",
    "by 2023-06-30",
    "before 2023-04-01",
    "before 2024-01-01",
    "continuous",
    "on instruction: khi cần",
    "phases một = 2023-Q1, hai = 2023-05/2023-07",
];

pub(super) fn task(n: usize, p: &Picks<8>, register: &Register) -> Task {
    let id = TaskId::new(&format!("n{n}")).unwrap();
    let when = if p[1].is_multiple_of(5) {
        format!("per level {} = {}; x = continuous", level(p[2]), pick(&TIMES, p[0]))
    } else if p[1] % 5 == 1 {
        format!("per level {} = {}; {} = {}", level(0), pick(&TIMES, p[0]), level(1), pick(&TIMES, p[2]))
    } else {
        pick(&TIMES, p[0]).to_owned()
    };
    let mut task = Task::new(id, "task", when.parse::<Schedule>().unwrap());
    if p[3].is_multiple_of(4) {
        task.product = Product::Report;
    }
    let ids: Vec<&UnitId> = register.ids().collect();
    let named = |n: u8| Party::Unit(ids[usize::from(n) % ids.len()].clone());
    // Mostly units of a scope; a unit by its name beside them, or alone.
    if !p[4].is_multiple_of(4) {
        task = task.with(Role::Lead, Party::Each(scope_id(p[5])));
    }
    if p[4] % 4 < 2 {
        task = task.with(Role::Lead, named(p[6]));
    }
    if p[7].is_multiple_of(8) { task.with(Role::Lead, Party::Open("các bên".to_owned())) } else { task }
}

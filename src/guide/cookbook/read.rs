/// The plan of the made-up commune Đồng Mây for 2026, its units, and what they reported.
fn dong_may() -> Result<(kehoach::Plan, kehoach::Register, kehoach::Ledger), kehoach::file::Problems> {
    let plan = kehoach::Plan::from_toml(include_str!("../../../examples/data/xa-2026/plan.toml"))?;
    let register = kehoach::Register::from_csv(include_str!("../../../examples/data/xa-2026/units.csv"))?;
    let reports = include_str!("../../../examples/data/xa-2026/reports.csv");
    let ledger = kehoach::Ledger::from_csv(reports, &plan, &register)?.whole()?;
    Ok((plan, register, ledger))
}

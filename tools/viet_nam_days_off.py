#!/usr/bin/env python3
"""Makes and checks src/time/workdays/viet_nam/table.rs.

    python3 -m venv venv && venv/bin/pip install holidays==0.108 lunar-vn==1.4.0
    venv/bin/python tools/viet_nam_days_off.py            # check the table; exits with 1 if it is not what this script makes
    venv/bin/python tools/viet_nam_days_off.py --write    # make it anew, then run rustfmt

Where each fact comes from:

- first day of Tết and the 10th of the third lunar month: `lunar-vn`, and `holidays` must agree;
- how many days, which fixed dates, from when on: the Labour Codes, as in `statutory` below;
- which days of Tết and which day beside 2 September: decided yearly. Decided years stand in DECIDED where they differ
  from the projection, which takes the days that make the longest unbroken rest;
- compensation days: by the Codes the next working day, worked out here and written as data;
- swaps: SWAPS, each with its document or the package that lists it.

Each year's days off are then compared with `holidays`. It may differ only as KNOWN_DIFFERENCES says.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

import holidays
from lunar_vn import convert_lunar_to_solar

FIRST, LAST, DECIDED_THROUGH = 2000, 2050, 2026
TABLE = Path(__file__).resolve().parent.parent / "src/time/workdays/viet_nam/table.rs"
DAY = timedelta(days=1)

# Year -> how many of the days of Tết lie before its first day, where that is not the projection.
# 2014: 30 January to 3 February, compensated on the 4th and 5th; the two days before are swaps.
DECIDED_EVES = {2014: 1}

# (day off, rest day worked for it, source)
SWAPS = [
    (date(2010, 2, 19), date(2010, 2, 27), "`holidays`"),
    (date(2011, 1, 31), date(2011, 1, 29), "Government Office 9529/VPCP-KGVX, 31 December 2010"),
    (date(2011, 2, 1), date(2011, 1, 30), "the same"),
    (date(2011, 4, 11), date(2011, 4, 9), "the same"),
    (date(2012, 1, 27), date(2012, 2, 4), "`holidays`"),
    (date(2012, 12, 31), date(2013, 1, 5), "Government Office, 23 November 2012 (Tiền Phong)"),
    (date(2013, 2, 15), date(2013, 2, 23), "the same"),
    (date(2013, 4, 29), date(2013, 5, 4), "the same; Thái Nguyên, 28 December 2012"),
    (date(2014, 1, 28), date(2014, 1, 25), "Prime Minister, December 2013 (Đồng Tháp, 18 December 2013)"),
    (date(2014, 1, 29), date(2014, 2, 8), "the same"),
    (date(2014, 5, 2), date(2014, 4, 26), "the same"),
    (date(2014, 9, 1), date(2014, 9, 6), "`holidays`"),
    (date(2015, 1, 2), date(2014, 12, 27), "Ministry of Labour 89/TTr-LĐTBXH, 20 November 2014, as approved"),
    (date(2015, 2, 16), date(2015, 2, 14), "the same"),
    (date(2015, 4, 29), date(2015, 4, 25), "the same"),
    (date(2018, 12, 31), date(2019, 1, 5), "Government Office 6519/VPCP-KGVX of 2018"),
    (date(2019, 4, 29), date(2019, 5, 4), "the same"),
    (date(2024, 4, 29), date(2024, 5, 4), "Government Office 2450/VPCP-KGVX of 2024"),
    (date(2025, 5, 2), date(2025, 4, 26), "Ministry of Labour 6150/TB-BLĐTBXH of 2024"),
    (date(2026, 1, 2), date(2026, 1, 10), "Government Office 12729/VPCP-KGVX, 25 December 2025"),
    (date(2026, 8, 31), date(2026, 8, 22), "`holidays`"),
]

# What `holidays` 0.108 does not know: days off that it takes for working days, and the other way round.
KNOWN_DIFFERENCES = {
    date(2011, 1, 31): "swap", date(2011, 2, 1): "swap", date(2011, 4, 11): "swap",
    date(2011, 1, 29): "swap", date(2011, 1, 30): "swap", date(2011, 4, 9): "swap",
    date(2012, 12, 31): "swap", date(2013, 1, 5): "swap", date(2013, 2, 23): "swap",
    date(2014, 1, 28): "swap", date(2014, 1, 25): "swap", date(2014, 2, 8): "swap",
    date(2014, 2, 5): "it compensates Saturday of Tết before Tết, the decision after it",
    date(2026, 1, 2): "swap", date(2026, 1, 10): "swap",
}


def lunar(year):
    tet, hung = convert_lunar_to_solar(1, 1, year), convert_lunar_to_solar(10, 3, year)
    names = {}
    for day, name in holidays.country_holidays("VN", years=year, language="vi").items():
        names.setdefault(name, []).append(day)
    assert names["Tết Nguyên Đán"] == [tet], year
    if year >= 2007:
        assert names["Ngày Giỗ Tổ Hùng Vương"] == [hung], year
    return tet, hung


def eves(year, tet):
    """1 or 2 days before Tết: Codes before 2012 said one; after, what joins the block to a weekend."""
    if year <= 2013:
        return 1
    return DECIDED_EVES.get(year, 1 if tet.weekday() in (0, 1) else 2)


def beside_national_day(year):
    """After 2 September on Monday, Thursday and Sunday, else before it: as decided in 2021 to 2026."""
    second = date(year, 9, 2)
    return second + DAY if second.weekday() in (0, 3, 6) else second - DAY


def statutory(year):
    """Labour Code 1994, Article 73 (as amended in 2007); 2012, Article 115; 2019, Article 112."""
    tet, hung = lunar(year)
    count = 4 if year <= 2013 else 5  # The Code of 2012 came into force on 1 May 2013, after that year's Tết.
    start = tet - eves(year, tet) * DAY
    days = [date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)]
    days += [start + n * DAY for n in range(count)]
    days += [hung] if year >= 2007 else []
    days += [beside_national_day(year)] if year >= 2021 else []
    days += [date(year, 11, 24)] if year >= 2026 else []
    assert len(set(days)) == len(days), year
    return sorted(days)


def compensation(days):
    """The next working day for each one on Saturday or Sunday, none given twice."""
    off, given = set(days), []
    for day in days:
        if day.weekday() >= 5:
            instead = day
            while instead.weekday() >= 5 or instead in off:
                instead += DAY
            off.add(instead)
            given.append(instead)
    return given


def compare():
    ours_off, ours_worked = set(), {worked for _, worked, _ in SWAPS}
    for year in range(FIRST, LAST + 1):
        days = statutory(year)
        ours_off |= set(days) | set(compensation(days))
    ours_off |= {off for off, _, _ in SWAPS}
    # One calendar over all years, so that a swap with a neighbouring year counts in both.
    theirs = holidays.country_holidays("VN", years=range(FIRST - 1, LAST + 2))
    found, day = set(), date(FIRST, 1, 1)
    while day.year <= LAST:
        ours = day in ours_worked or (day.weekday() < 5 and day not in ours_off)
        if ours != theirs.is_working_day(day):
            found.add(day)
        day += DAY
    unexplained = found ^ set(KNOWN_DIFFERENCES)
    assert not unexplained, f"differences from `holidays` that are not as noted: {sorted(map(str, unexplained))}"


def rust():
    pair = lambda day: f"({day.month}, {day.day})"
    triple = lambda day: f"({day.year}, {day.month}, {day.day})"
    lines = [
        "// Made by tools/viet_nam_days_off.py, which says where each fact comes from: change it there.",
        "",
        "use super::{Swap, Year};",
        "",
        f"pub(super) const LAST_DECIDED: i32 = {DECIDED_THROUGH};",
        "",
        "// Year, first day of Tết, days of Tết before it, Hùng Kings' day, the day beside 2 September, compensation days.",
        "#[rustfmt::skip]",
        f"pub(super) const YEARS: [Year; {LAST - FIRST + 1}] = [",
    ]
    for year in range(FIRST, LAST + 1):
        tet, hung = lunar(year)
        hung = f"Some({pair(hung)})" if year >= 2007 else "None"
        beside = f"Some({pair(beside_national_day(year))})" if year >= 2021 else "None"
        given = ", ".join(pair(day) for day in compensation(statutory(year)))
        lines.append(f"    Year({year}, {pair(tet)}, {eves(year, tet)}, {hung}, {beside}, &[{given}]),")
    lines += ["];", "", "// Day off, rest day worked for it. Source.", "#[rustfmt::skip]"]
    lines.append(f"pub(super) const SWAPS: [Swap; {len(SWAPS)}] = [")
    lines += [f"    Swap({triple(off)}, {triple(worked)}), // {source}" for off, worked, source in SWAPS]
    return "\n".join(lines + ["];", ""])


compare()
made = rust()
if "--write" in sys.argv:
    TABLE.write_text(made, encoding="utf-8")
elif TABLE.read_text(encoding="utf-8") != made:
    sys.exit(f"{TABLE.name} is not what tools/viet_nam_days_off.py makes")

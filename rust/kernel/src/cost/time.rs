//! Times in RFC 3339.

/// Nanoseconds since the epoch of a text such as `2026-11-15T12:00:00.25Z`; None for anything else.
pub(crate) fn parse_ns(text: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(text).ok()?.trim_matches('"');
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let (clock, offset_s) = zone(time)?;
    let mut parts = clock.split(':');
    let hour = parts.next()?.parse::<i64>().ok()?;
    let minute = parts.next()?.parse::<i64>().ok()?;
    let (second, fraction_ns) = seconds(parts.next()?)?;
    let sane = (1970..2262).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    if !sane {
        return None;
    }
    let total = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset_s;
    u64::try_from(total)
        .ok()?
        .checked_mul(1_000_000_000)?
        .checked_add(fraction_ns)
}

/// Cut the offset from UTC off a time.
fn zone(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(at) = time.rfind(['+', '-']) else {
        return Some((time, 0));
    };
    let (clock, offset) = time.split_at_checked(at)?;
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let seconds = hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60;
    Some((
        clock,
        if offset.starts_with('-') {
            -seconds
        } else {
            seconds
        },
    ))
}

/// Whole seconds and nanoseconds.
fn seconds(text: &str) -> Option<(i64, u64)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = fraction.get(..9).unwrap_or(fraction);
    let scale = 10u64.pow(9 - u32::try_from(digits.len()).ok()?);
    let nanos = if digits.is_empty() {
        0
    } else {
        digits.parse::<u64>().ok()?
    };
    Some((whole.parse().ok()?, nanos * scale))
}

/// Days since the epoch of a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::parse_ns;

    #[test]
    fn reads_what_senders_write() {
        let noon = 1_794_744_000_000_000_000;
        for (text, expected) in [
            ("2026-11-15T12:00:00Z", Some(noon)),
            ("\"2026-11-15T12:00:00.250Z\"", Some(noon + 250_000_000)),
            ("2026-11-15 14:00:00.000000001+02:00", Some(noon + 1)),
            ("2026-11-15T04:30:00-07:30", Some(noon)),
            ("2024-02-29T00:00:00Z", Some(1_709_164_800_000_000_000)),
            ("2026-13-15T12:00:00Z", None),
            ("2026-11-15T25:00:00Z", None),
            ("9999999999-11-15T12:00:00Z", None),
            (
                "2026-11-15T12:00:00.123456789123Z",
                Some(noon + 123_456_789),
            ),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(parse_ns(text.as_bytes()), expected, "{text}");
        }
    }
}

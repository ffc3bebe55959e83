//! Cuts rows into groups of equal labels, given as codes into few distinct values, and counts what
//! falls into each.

use hashbrown::HashTable;

use crate::batch::BatchError;

/// Up to so many combinations of a group and a code are numbered by a table instead of by hashing.
const DIRECT_LIMIT: usize = 1 << 12;

/// No group has this number.
const NONE: u32 = u32::MAX;

/// A label of every row: codes, and how many distinct values they point to.
pub type Label = (Vec<i64>, u32);

/// Number groups in the order of their first rows. Gives those rows, and the group of each row.
///
/// # Errors
/// `Length` where a label has not a code for each row, `Code` where a code has no value.
pub fn groups(labels: &[Label], num_rows: usize) -> Result<(Vec<i64>, Vec<i64>), BatchError> {
    let mut of_row = vec![0u32; num_rows];
    let mut count = usize::from(num_rows > 0);
    for (codes, size) in labels {
        if codes.len() != num_rows {
            return Err(BatchError::Length {
                expected: num_rows,
                got: codes.len(),
            });
        }
        let fault = |code: i64| BatchError::Code(i32::try_from(code).unwrap_or(i32::MAX));
        let in_range = |code: &&i64| u32::try_from(**code).is_ok_and(|code| code < *size);
        if let Some(code) = codes.iter().find(|code| !in_range(code)) {
            return Err(fault(*code));
        }
        if *size > 1 {
            count = refine(&mut of_row, codes, *size, count);
        }
    }
    let mut first = vec![-1i64; count];
    for (row, group) in (0i64..).zip(&of_row) {
        if let Some(first) = first.get_mut(*group as usize)
            && *first < 0
        {
            *first = row;
        }
    }
    Ok((first, of_row.into_iter().map(i64::from).collect()))
}

/// Count amounts by group and bucket, a row a group: a number for each bound and one for what lies
/// beyond them all, and last the sum. A bound is within its bucket.
///
/// # Errors
/// `Length` where there is not an amount for each row, `Code` where a row is in no group.
pub fn histogram(
    of_row: &[i64],
    amounts: &[f64],
    bounds: &[f64],
    count: usize,
) -> Result<Vec<f64>, BatchError> {
    if amounts.len() != of_row.len() {
        return Err(BatchError::Length {
            expected: of_row.len(),
            got: amounts.len(),
        });
    }
    let width = bounds.len() + 2;
    let mut found = vec![0.0; count.saturating_mul(width)];
    for (group, amount) in of_row.iter().zip(amounts) {
        let start = usize::try_from(*group).map(|group| group.saturating_mul(width));
        let cells = start
            .ok()
            .and_then(|start| found.get_mut(start..start.saturating_add(width)));
        let Some([buckets @ .., sum]) = cells else {
            let code = i32::try_from(*group).unwrap_or(i32::MAX);
            return Err(BatchError::Code(code));
        };
        if let Some(bucket) = buckets.get_mut(bounds.partition_point(|bound| bound < amount)) {
            *bucket += 1.0;
        }
        *sum += amount;
    }
    Ok(found)
}

/// Cut groups further by one more label. Gives how many there are then.
fn refine(of_row: &mut [u32], codes: &[i64], size: u32, count: usize) -> usize {
    let rows = of_row.iter_mut().zip(codes);
    let mut next = 0u32;
    let mut new = || {
        next += 1;
        next - 1
    };
    let width = size as usize;
    if count.saturating_mul(width) <= DIRECT_LIMIT {
        let mut table = vec![NONE; count * width];
        for (group, code) in rows {
            let place = *group as usize * width + usize::try_from(*code).unwrap_or(0);
            if let Some(number) = table.get_mut(place) {
                if *number == NONE {
                    *number = new();
                }
                *group = *number;
            }
        }
        return next as usize;
    }
    let mut table: HashTable<(u64, u32)> = HashTable::new();
    let hash = |pair: u64| pair.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for (group, code) in rows {
        let pair = u64::from(*group) << 32 | code.cast_unsigned();
        let found = table.find(hash(pair), |(known, _)| *known == pair);
        *group = if let Some((_, number)) = found {
            *number
        } else {
            let number = new();
            table.insert_unique(hash(pair), (pair, number), |(known, _)| hash(*known));
            number
        };
    }
    next as usize
}

#[cfg(test)]
mod tests {
    use super::{groups, histogram};
    use crate::batch::BatchError;

    #[test]
    fn rows_are_alike_where_every_label_is() {
        let labels = [
            (vec![1, 0, 1, 1], 2),
            (vec![0; 4], 1),
            (vec![2, 2, 0, 2], 3),
        ];
        let (first, of_row) = groups(&labels, 4).unwrap_or_default();
        assert_eq!((first, of_row), (vec![0, 1, 2], vec![0, 1, 2, 0]));
    }

    #[test]
    fn many_values_are_told_apart_as_few_are() {
        let rows = 5_000;
        let codes: Vec<i64> = (0..rows).map(|row| row % 1_999).collect();
        let labels = [
            (codes.clone(), 2_000),
            (codes.iter().map(|code| code % 7).collect(), u32::MAX),
        ];
        let (first, of_row) = groups(&labels, 5_000).unwrap_or_default();
        assert_eq!(first, (0..1_999).collect::<Vec<i64>>());
        assert_eq!(of_row, codes);
    }

    #[test]
    fn no_rows_have_no_group_and_no_label_is_one() {
        assert_eq!(groups(&[], 0), Ok((vec![], vec![])));
        assert_eq!(groups(&[], 2), Ok((vec![0], vec![0, 0])));
    }

    #[test]
    fn codes_fit_rows_and_values() {
        let length = BatchError::Length {
            expected: 2,
            got: 1,
        };
        assert_eq!(groups(&[(vec![0], 1)], 2), Err(length));
        assert_eq!(groups(&[(vec![0, -1], 1)], 2), Err(BatchError::Code(-1)));
        assert_eq!(groups(&[(vec![0, 3], 3)], 2), Err(BatchError::Code(3)));
    }

    #[test]
    fn amounts_fall_into_the_buckets_of_their_groups() {
        let amounts = [0.5, 1.0, 1.5, 9.0];
        let found = histogram(&[1, 1, 0, 1], &amounts, &[1.0, 2.0], 2);
        let (zero, one) = ([0.0, 1.0, 0.0, 1.5], [2.0, 0.0, 1.0, 10.5]);
        assert_eq!(found, Ok([zero, one].concat()));
        assert_eq!(histogram(&[], &[], &[], 1), Ok(vec![0.0, 0.0]));
        let length = BatchError::Length {
            expected: 1,
            got: 0,
        };
        assert_eq!(histogram(&[0], &[], &[], 1), Err(length));
        assert_eq!(histogram(&[2], &[1.0], &[], 2), Err(BatchError::Code(2)));
    }
}

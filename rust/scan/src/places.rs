//! Tables of words by a few of their letters: most words are told apart by them.

/// How many places two letters have.
pub const TWO: usize = 1 << 10;

/// The place of two letters of either case; of other bytes some share it.
#[inline]
pub const fn two(letters: [u8; 2]) -> usize {
    (letters[0] as usize & 31) << 5 | letters[1] as usize & 31
}

/// How many places three letters have.
pub const THREE: usize = TWO << 5;

/// The place of three letters.
#[inline]
pub const fn three(letters: [u8; 3]) -> usize {
    (letters[0] as usize & 31) << 10 | two([letters[1], letters[2]])
}

/// Three letters of a place.
#[expect(clippy::cast_possible_truncation, reason = "five bits each")]
pub const fn letters_at(place: usize) -> [u8; 3] {
    [
        (place >> 10) as u8,
        (place >> 5 & 31) as u8,
        (place & 31) as u8,
    ]
}

/// A bit for each place of three letters.
pub type Threes = [u64; THREE / 64];

/// The bits of the three letters of `list`, a byte behind each.
pub const fn threes(list: &[u8]) -> Threes {
    let mut bits = [0; THREE / 64];
    let mut at = 0;
    while at < list.len() {
        let place = three([list[at], list[at + 1], list[at + 2]]);
        bits[place >> 6] |= 1 << (place & 63);
        at += 4;
    }
    bits
}

/// True where the bit of these letters is set.
#[inline]
pub const fn has_three(bits: &Threes, letters: [u8; 3]) -> bool {
    let place = three(letters);
    bits[place >> 6] >> (place & 63) & 1 == 1
}

/// Stands for no word.
const NONE: u8 = u8::MAX;

/// Up to 255 words, the first one of each place, and the next one behind each.
pub struct Chains<const PLACES: usize, const N: usize> {
    first: [u8; PLACES],
    next: [u8; N],
}

impl<const PLACES: usize, const N: usize> Chains<PLACES, N> {
    /// Of words at these places.
    pub const fn of(places: &[usize; N]) -> Self {
        assert!(N < NONE as usize, "few enough");
        let (mut first, mut next) = ([NONE; PLACES], [NONE; N]);
        let mut index = N;
        while index > 0 {
            index -= 1;
            let place = places[index];
            next[index] = first[place];
            #[expect(clippy::cast_possible_truncation, reason = "there are fewer words")]
            let short = index as u8;
            first[place] = short;
        }
        Self { first, next }
    }

    /// The first word of a place.
    #[inline]
    pub fn first(&self, place: usize) -> Option<usize> {
        word(self.first[place])
    }

    /// The next one of the same place.
    #[inline]
    pub fn next(&self, index: usize) -> Option<usize> {
        word(self.next[index])
    }
}

#[inline]
fn word(short: u8) -> Option<usize> {
    (short != NONE).then_some(usize::from(short))
}

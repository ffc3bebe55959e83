//! Classes of bytes with AVX-512: a table tells eight of them at once, and a turn of bits makes
//! masks of them, of a block or of eight.

use std::arch::x86_64::{
    __m512i, _mm_set_epi64x, _mm512_and_si512, _mm512_andnot_si512, _mm512_broadcast_i32x4,
    _mm512_gf2p8affine_epi64_epi8, _mm512_loadu_si512, _mm512_maskz_permutex2var_epi8,
    _mm512_or_si512, _mm512_permutex2var_epi8, _mm512_permutexvar_epi8, _mm512_set1_epi8,
    _mm512_set1_epi64, _mm512_shuffle_epi8, _mm512_shuffle_i64x2, _mm512_storeu_si512,
    _mm512_testn_epi8_mask,
};

use crate::masks::{BLOCK, ESCAPE, Masks, Planes, STEP, Step};

/// Classes in the first table. A bit may stand for two that others tell apart.
const DIGIT_OR_PERCENT: u8 = 1;
const UPPER: u8 = 2;
const LOWER: u8 = 4;
const HEX_OR_UNDERSCORE: u8 = 8;
const EQUALS: u8 = 16;
const QUOTE: u8 = 32;
const LEAD: u8 = 64;
const ENDING_OR_COMMA: u8 = 128;
/// Classes in the second one, of one byte each; its last bit is that of bytes that are not ASCII.
const SINGLE: [u8; 7] = *b"@:.+- \\";

/// Both tables, in two halves each.
static CLASSES: [[[u8; BLOCK]; 2]; 2] = {
    let mut classes = [[[0; BLOCK]; 2]; 2];
    let mut byte = 0;
    while byte < 128 {
        let (half, index) = (byte as usize / BLOCK, byte as usize % BLOCK);
        classes[0][half][index] = class_of(byte);
        let mut bit = 0;
        while bit < SINGLE.len() {
            if SINGLE[bit] == byte {
                classes[1][half][index] = 1 << bit;
            }
            bit += 1;
        }
        byte += 1;
    }
    classes
};

const fn class_of(byte: u8) -> u8 {
    let ending = match byte | 0x20 {
        b's' | b't' | b'd' => ENDING_OR_COMMA,
        _ => 0,
    };
    let hex = if byte.is_ascii_hexdigit() {
        HEX_OR_UNDERSCORE
    } else {
        0
    };
    let class = match byte {
        b'0'..=b'9' | b'%' | b'&' => DIGIT_OR_PERCENT,
        b'A'..=b'Z' => UPPER,
        b'u' => LOWER | LEAD,
        b'a'..=b'z' => LOWER,
        ESCAPE => LEAD,
        b'=' | b'>' | b'|' => EQUALS,
        b'"' | b'\'' | b'`' | b']' | b'*' => QUOTE,
        b'_' => HEX_OR_UNDERSCORE,
        b',' | b';' | b'\t' => ENDING_OR_COMMA,
        _ => 0,
    };
    class | hex | ending
}

/// The bits of both tables, and what joins two of them and takes one from another.
struct Bits<T, Or, Without> {
    of: [[T; 8]; 2],
    or: Or,
    without: Without,
}

impl<T: Copy, Or: Fn(T, T) -> T, Without: Fn(T, T) -> T> Bits<T, Or, Without> {
    /// The masks that they stand for.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "compiled anew with what each caller has"
    )]
    fn masks(self) -> Masks<T> {
        let Self { of, or, without } = self;
        let [first, second] = of;
        let [digit, upper, lower, hex, equals, quote, lead, ending] = first;
        let [at, colon, dot, plus, dash, blank, backslash, high] = second;
        let letter = or(upper, lower);
        let (percent, underscore) = (without(digit, hex), without(hex, or(letter, digit)));
        let comma = without(ending, letter);
        Masks {
            digit: without(digit, percent),
            upper,
            lower,
            hex: without(hex, underscore),
            at,
            colon,
            equals,
            dot,
            plus,
            dash,
            underscore,
            blank,
            quote,
            backslash,
            lead,
            ending: without(ending, comma),
            percent,
            comma,
            high,
        }
    }
}

/// Where the bytes of a register are taken from, of one or of two others.
type Order = [u8; BLOCK];

/// From the bits of eight bytes each to those of a class each.
static OF_ONE: Order = order(8, 0);
/// The same of two blocks by turns, of the first four classes and of the last four.
static OF_TWO: [Order; 2] = [order(16, 0), order(16, 4)];

/// The bytes of a class of one block or two stand together in so many, from a class on.
const fn order(together: usize, first: usize) -> Order {
    let mut order = [0; BLOCK];
    let mut place = 0;
    while place < BLOCK {
        let (class, block, eight) = (place / together, place % together / 8, place % 8);
        #[expect(clippy::cast_possible_truncation, reason = "below 128")]
        let from = (block * BLOCK + eight * 8 + class + first) as u8;
        order[place] = from;
        place += 1;
    }
    order
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
fn loaded(array: &[u8; BLOCK]) -> __m512i {
    // SAFETY: the array has 64 bytes, and the load needs no alignment.
    unsafe { _mm512_loadu_si512(array.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
fn stored(register: __m512i) -> Step {
    let mut array = [0; 8];
    // SAFETY: the array has 64 bytes, and the store needs no alignment.
    unsafe { _mm512_storeu_si512(array.as_mut_ptr().cast(), register) }
    array
}

/// The bits of both tables, of eight bytes of a block in a row: a byte for each class.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
fn turned(block: __m512i) -> [__m512i; 2] {
    // Where bits are turned into bytes, the last byte of eight becomes the lowest bit.
    let backward = _mm_set_epi64x(0x0809_0a0b_0c0d_0e0f, 0x0001_0203_0405_0607);
    let block = _mm512_shuffle_epi8(block, _mm512_broadcast_i32x4(backward));
    let high = _mm512_set1_epi8(i8::MIN);
    let is_ascii = _mm512_testn_epi8_mask(block, high);
    let [first, second] = CLASSES.each_ref().map(|[low, rest]| {
        _mm512_maskz_permutex2var_epi8(is_ascii, loaded(low), block, loaded(rest))
    });
    let second = _mm512_or_si512(second, _mm512_and_si512(block, high));
    let diagonal = _mm512_set1_epi64(0x8040_2010_0804_0201_u64.cast_signed());
    [first, second].map(|classes| _mm512_gf2p8affine_epi64_epi8::<0>(diagonal, classes))
}

/// Set the block at `place`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
pub fn set(planes: &mut Planes, place: usize, block: __m512i) {
    let bits = Bits {
        of: turned(block).map(|bits| stored(_mm512_permutexvar_epi8(loaded(&OF_ONE), bits))),
        or: |one, other| one | other,
        without: |one: u64, other: u64| one & !other,
    };
    planes.set(place, &bits.masks());
}

/// Set as many blocks as a step has, from `place` on.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
pub fn set_step(planes: &mut Planes, place: usize, blocks: &[__m512i; STEP]) {
    let turned = blocks.map(|block| turned(block));
    let bits = Bits {
        of: [0, 1].map(|table| together(&turned.map(|both| both[table]))),
        or: |one, other| _mm512_or_si512(one, other),
        without: |one, other| _mm512_andnot_si512(other, one),
    };
    planes.set_step(place, bits.masks(), |class| stored(class));
}

/// The bits of eight blocks, a class after the other.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
fn together(blocks: &[__m512i; STEP]) -> [__m512i; 8] {
    let halves =
        OF_TWO.each_ref().map(|order| {
            crossed([0, 2, 4, 6].map(|index| {
                _mm512_permutex2var_epi8(blocks[index], loaded(order), blocks[index + 1])
            }))
        });
    std::array::from_fn(|class| halves[class / 4][class % 4])
}

/// The first quarters of four registers, then the second ones, and so on.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
fn crossed([a, b, c, d]: [__m512i; 4]) -> [__m512i; 4] {
    const EVEN: i32 = 0b10_00_10_00;
    const ODD: i32 = 0b11_01_11_01;
    let even = [
        _mm512_shuffle_i64x2::<EVEN>(a, b),
        _mm512_shuffle_i64x2::<EVEN>(c, d),
    ];
    let odd = [
        _mm512_shuffle_i64x2::<ODD>(a, b),
        _mm512_shuffle_i64x2::<ODD>(c, d),
    ];
    [
        _mm512_shuffle_i64x2::<EVEN>(even[0], even[1]),
        _mm512_shuffle_i64x2::<EVEN>(odd[0], odd[1]),
        _mm512_shuffle_i64x2::<ODD>(even[0], even[1]),
        _mm512_shuffle_i64x2::<ODD>(odd[0], odd[1]),
    ]
}

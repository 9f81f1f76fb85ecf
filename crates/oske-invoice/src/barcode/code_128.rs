//! Code 128, set C: pairs of digits as symbols, symbols as bars.

/// The symbol with which set C starts.
const START_C: u8 = 105;
/// The symbol at the end.
const STOP: u8 = 106;
/// The check symbol is a rest by this.
const MODULUS: u32 = 103;

/// Pairs of digits, of which there is an even number.
pub(super) fn pairs(digits: &str) -> Vec<u8> {
    let (pairs, _) = digits.as_bytes().as_chunks::<2>();
    pairs
        .iter()
        .map(|[ten, one]| {
            let digit = |letter: u8| letter.wrapping_sub(b'0');
            digit(*ten).wrapping_mul(10).wrapping_add(digit(*one))
        })
        .collect()
}

/// The start symbol and each pair by its place, summed, modulo 103.
pub(super) fn check_symbol(pairs: &[u8]) -> u8 {
    let sum = (1_u32..)
        .zip(pairs)
        .map(|(place, pair)| place.wrapping_mul(u32::from(*pair)))
        .fold(u32::from(START_C), u32::wrapping_add);
    u8::try_from(sum.wrapping_rem(MODULUS)).unwrap_or_default()
}

/// Start, the pairs of digits, check, stop.
pub(super) fn symbols(digits: &str) -> Vec<u8> {
    let pairs = pairs(digits);
    let check = check_symbol(&pairs);
    let mut symbols = vec![START_C];
    symbols.extend(pairs);
    symbols.extend([check, STOP]);
    symbols
}

/// How wide the bars and the spaces of a symbol are, in modules, as digits; a bar is first.
pub(super) fn widths(symbol: u8) -> &'static [u8] {
    WIDTHS.get(usize::from(symbol)).copied().unwrap_or_default()
}

/// ISO/IEC 15417, by the value of the symbol.
const WIDTHS: [&[u8]; 107] = [
    b"212222", b"222122", b"222221", b"121223", b"121322", b"131222", b"122213", b"122312",
    b"132212", b"221213", b"221312", b"231212", b"112232", b"122132", b"122231", b"113222",
    b"123122", b"123221", b"223211", b"221132", b"221231", b"213212", b"223112", b"312131",
    b"311222", b"321122", b"321221", b"312212", b"322112", b"322211", b"212123", b"212321",
    b"232121", b"111323", b"131123", b"131321", b"112313", b"132113", b"132311", b"211313",
    b"231113", b"231311", b"112133", b"112331", b"132131", b"113123", b"113321", b"133121",
    b"313121", b"211331", b"231131", b"213113", b"213311", b"213131", b"311123", b"311321",
    b"331121", b"312113", b"312311", b"332111", b"314111", b"221411", b"431111", b"111224",
    b"111422", b"121124", b"121421", b"141122", b"141221", b"112214", b"112412", b"122114",
    b"122411", b"142112", b"142211", b"241211", b"221114", b"413111", b"241112", b"134111",
    b"111242", b"121142", b"121241", b"114212", b"124112", b"124211", b"411212", b"421112",
    b"421211", b"212141", b"214121", b"412121", b"111143", b"111341", b"131141", b"114113",
    b"114311", b"411113", b"411311", b"113141", b"114131", b"311141", b"411131", b"211412",
    b"211214", b"211232", b"2331112",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_is_eleven_modules_and_its_own() {
        for (value, widths) in WIDTHS.iter().enumerate() {
            let modules: u32 = widths.iter().map(|width| u32::from(width - b'0')).sum();
            assert_eq!(modules, if value == 106 { 13 } else { 11 }, "{value}");
            let bars: u32 = widths.iter().step_by(2).map(|w| u32::from(w - b'0')).sum();
            // The code has an even number of dark modules in each symbol.
            assert_eq!(bars % 2, 0, "{value}");
            assert!(!WIDTHS[..value].contains(widths), "{value}");
        }
    }
}

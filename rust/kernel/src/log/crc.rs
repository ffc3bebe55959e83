//! CRC-32C, the Castagnoli polynomial of iSCSI, over every record, header and mark of a log.

use crc_fast::{CrcAlgorithm, Digest};

/// Return the checksum of `pieces`, one behind the other, behind what `crc` is the checksum of; 0
/// is that of nothing.
pub(crate) fn append(crc: u32, pieces: &[&[u8]]) -> u32 {
    let mut digest = Digest::new_with_init_state(CrcAlgorithm::Crc32Iscsi, u64::from(!crc));
    for piece in pieces {
        digest.update(piece);
    }
    let [a, b, c, d, ..] = digest.finalize().to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::append;

    /// RFC 3720, appendix B.4.
    #[test]
    fn vectors() {
        assert_eq!(append(0, &[&[0; 32]]), 0x8a91_36aa);
        assert_eq!(append(0, &[&[0xff; 32]]), 0x62a8_ab43);
        let ascending: Vec<u8> = (0..32).collect();
        assert_eq!(append(0, &[&ascending]), 0x46dd_794e);
    }

    #[test]
    fn pieces_are_as_their_whole() {
        let bytes: Vec<u8> = (0..5000_u32).map(|at| (at * at).to_le_bytes()[1]).collect();
        let whole = append(0, &[&bytes]);
        for at in [0, 1, 15, 64, 255, 4096, 5000] {
            let (head, tail) = bytes.split_at(at);
            assert_eq!(append(0, &[head, tail]), whole);
            assert_eq!(append(append(0, &[head]), &[tail]), whole);
        }
    }
}

package org.sealpost.smtp;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A peer whose octets arrive in given pieces, one for each read; then it closes. */
public final class Pieces extends InputStream {

    private final List<byte[]> pieces;

    private Pieces(List<byte[]> pieces) {
        this.pieces = new ArrayList<>(pieces);
    }

    /** Everything at once. */
    public static Pieces whole(byte[] octets) {
        return new Pieces(octets.length == 0 ? List.of() : List.of(octets));
    }

    /** One octet a read. */
    public static Pieces octetByOctet(byte[] octets) {
        return of(octets, 1);
    }

    /** So many octets a read. */
    public static Pieces of(byte[] octets, int size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < octets.length; at += size) {
            pieces.add(Arrays.copyOfRange(octets, at, Math.min(at + size, octets.length)));
        }
        return new Pieces(pieces);
    }

    /** Two reads, the second from {@code at} on. */
    public static Pieces split(byte[] octets, int at) {
        return new Pieces(List.of(Arrays.copyOf(octets, at), Arrays.copyOfRange(octets, at, octets.length)));
    }

    /** All of these: whole, one octet a read, and every split in two. */
    public static List<Pieces> everyWay(byte[] octets) {
        List<Pieces> ways = new ArrayList<>(List.of(whole(octets), octetByOctet(octets)));
        for (int at = 1; at < octets.length; at++) {
            ways.add(split(octets, at));
        }
        return ways;
    }

    @Override
    public int available() {
        return pieces.stream().mapToInt(piece -> piece.length).sum();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (pieces.isEmpty()) {
            return -1;
        }
        byte[] piece = pieces.removeFirst();
        int count = Math.min(length, piece.length);
        System.arraycopy(piece, 0, target, offset, count);
        if (count < piece.length) {
            pieces.addFirst(Arrays.copyOfRange(piece, count, piece.length));
        }
        return count;
    }
}

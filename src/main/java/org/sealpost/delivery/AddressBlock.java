package org.sealpost.delivery;

import java.net.InetAddress;

/**
 * Addresses that share a prefix, as CIDR writes them.
 *
 * @param prefix in bits
 */
record AddressBlock(InetAddress first, int prefix) {

    /** @throws IllegalArgumentException in one sentence */
    static AddressBlock parse(String text) {
        try {
            int slash = text.indexOf('/');
            InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bits = first.getAddress().length * Byte.SIZE;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException("no prefix");
            }
            return new AddressBlock(first, prefix);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "sealpost.delivery.internal-networks holds '" + text
                            + "', which is no network as CIDR: correct it.",
                    wrong);
        }
    }

    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}

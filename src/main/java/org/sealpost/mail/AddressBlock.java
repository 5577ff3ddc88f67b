package org.sealpost.mail;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that share a prefix, as CIDR writes them.
 *
 * @param prefix in bits
 */
public record AddressBlock(InetAddress first, int prefix) {

    /** @throws IllegalArgumentException when the text is none */
    public static AddressBlock parse(String text) {
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
            throw new IllegalArgumentException("'" + text + "' is no network as CIDR", wrong);
        }
    }

    /**
     * Reads the networks of a setting.
     *
     * @param text with commas between
     * @throws IllegalArgumentException in one sentence
     */
    public static List<AddressBlock> ofSetting(String setting, String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(network -> {
                    try {
                        return parse(network);
                    } catch (IllegalArgumentException wrong) {
                        throw new IllegalArgumentException(
                                setting + " holds '" + network + "', which is no network as CIDR: correct it.", wrong);
                    }
                })
                .toList();
    }

    /** Whether the address is one of them. */
    public boolean contains(InetAddress address) {
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

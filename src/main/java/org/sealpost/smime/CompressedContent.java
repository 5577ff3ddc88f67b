package org.sealpost.smime;

import java.util.function.LongPredicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.CompressedData;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/**
 * Compressed data (RFC 3274; RFC 8551 section 3.6). It is counted before it is unfolded, so that a few octets that stand
 * for gigabytes cost time in proportion to what is allowed, and no memory.
 */
final class CompressedContent {

    /** Text makes ten of one; what makes more was made to. */
    private static final int MOST_RATIO = 50;

    /** Below it any ratio is harmless, and a short text of one repeated line is no attack. */
    private static final int SMALL = 1024 * 1024;

    /** Whatever it is of: more than any message has, in a second at most. */
    private static final long MOST_OCTETS = 256L * 1024 * 1024;

    private static final int BLOCK = 16 * 1024;

    private final byte[] zipped;
    private final long size;

    private CompressedContent(byte[] zipped, long size) {
        this.zipped = zipped;
        this.size = size;
    }

    static boolean isOne(ContentInfo info) {
        return CMSObjectIdentifiers.compressedData.equals(info.getContentType());
    }

    /** @throws UnreadException when it is damaged, of another kind, or larger than is read */
    static CompressedContent of(ContentInfo info) throws UnreadException {
        CompressedData data = CompressedData.getInstance(info.getContent());
        ContentInfo content = data.getEncapContentInfo();
        if (!PKCSObjectIdentifiers.id_alg_zlibCompress.equals(
                        data.getCompressionAlgorithmIdentifier().getAlgorithm())
                || !CMSObjectIdentifiers.data.equals(content.getContentType())) {
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        byte[] zipped = ASN1OctetString.getInstance(content.getContent()).getOctets();
        return new CompressedContent(zipped, count(zipped));
    }

    /** Octets that it unfolds to. */
    long size() {
        return size;
    }

    /** @throws UnreadException when it is damaged, or there is no room for it */
    byte[] unfolded(long most, LongPredicate room) throws UnreadException {
        if (size > most && !room.test(size)) {
            throw new UnreadException(UnreadReason.TOO_LARGE);
        }
        byte[] all = new byte[Math.toIntExact(size)];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(zipped);
            int filled = 0;
            while (filled < all.length) {
                int some = inflater.inflate(all, filled, all.length - filled);
                if (some == 0) {
                    throw new UnreadException(UnreadReason.MALFORMED);
                }
                filled += some;
            }
            return all;
        } catch (DataFormatException damaged) {
            throw new UnreadException(UnreadReason.MALFORMED);
        } finally {
            inflater.end();
        }
    }

    private static long count(byte[] zipped) throws UnreadException {
        long limit = Math.min(MOST_OCTETS, Math.max(SMALL, (long) zipped.length * MOST_RATIO));
        byte[] block = new byte[BLOCK];
        long counted = 0;
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(zipped);
            while (!inflater.finished()) {
                int some = inflater.inflate(block);
                counted += some;
                if (counted > limit) {
                    throw new UnreadException(UnreadReason.TOO_COMPLEX);
                }
                if (some == 0 && !inflater.finished()) {
                    // Cut off, or it wants a dictionary that nobody has.
                    throw new UnreadException(UnreadReason.MALFORMED);
                }
            }
            if (inflater.getRemaining() > 0) {
                throw new UnreadException(UnreadReason.MALFORMED);
            }
            return counted;
        } catch (DataFormatException damaged) {
            throw new UnreadException(UnreadReason.MALFORMED);
        } finally {
            inflater.end();
        }
    }
}

package org.sealpost.smime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSTypedData;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.SignatureCheck.Checked;

/**
 * The layers of one message, taken off one after the other from the outside (RFC 9788 section 1.1's Cryptographic
 * Envelope): each is the whole of what the one before holds, so nothing decrypted ever stands beside anything else.
 */
final class Layers {

    /** Signed, encrypted and signed again is what RFC 2634 has at most; gateways may add one. */
    private static final int MAX_LAYERS = 6;

    private static final Set<String> CMS_TYPES = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");

    private final EnvelopeOpener opener;
    private final List<Checked> signatures = new ArrayList<>();
    private final LongPredicate room;
    private long most;
    private RawMessage entity;
    private RawMessage shown;
    private Optional<Decryption> decryption = Optional.empty();
    /** Signatures that lay outside of the innermost content without a tag. */
    private int outside;
    /** Whether something was decrypted that nothing but a signature inside can prove. */
    private boolean unproven;
    /** Whether what was decrypted without a tag was padded as it should be. */
    private boolean padded = true;
    /** Whether a key that cannot be used now may open what the one that was used did not. */
    private boolean anotherIsAway;
    /** Whether one layer was compressed: a second one would unfold what the first did once more. */
    private boolean unfolded;
    /** Whether a layer was encrypted, be it opened or not. */
    private boolean enveloped;
    /** Whether a signature is outside of everything that is encrypted. */
    private boolean signedOutside;
    /** Whether the innermost layer is certificates alone. */
    private boolean certificates;
    /** Whether the innermost layer is of a kind that is not read. */
    private boolean unknown;

    /**
     * Layers that are still on.
     *
     * @param room asked for so many octets where a compressed layer unfolds to more than the message has
     */
    Layers(RawMessage message, EnvelopeOpener opener, LongPredicate room) {
        this.opener = opener;
        this.room = room;
        this.most = message.size();
        this.entity = message;
        this.shown = message;
    }

    /**
     * What the layers held.
     *
     * @param shown what is to be seen: a clear signature within is kept, unless only it proves what was decrypted
     * @param payload the innermost entity, which may carry protected header fields
     * @param decryption of the outermost encryption without a tag, else of the outermost
     * @param signatures from the outside to the inside
     * @param certificates whether the innermost entity is certificates alone, which nobody signed
     */
    record Peeled(
            RawMessage shown,
            RawMessage payload,
            Optional<Decryption> decryption,
            List<Checked> signatures,
            boolean certificates) {

        boolean isSmime() {
            return decryption.isPresent() || !signatures.isEmpty();
        }
    }

    /**
     * Takes them off, once.
     *
     * @throws UnreadException when there is a layer of encryption that is not taken off, or proves nothing
     */
    Peeled peel() throws UnreadException {
        takeAll();
        if (unproven && !isProvenInside()) {
            // CVE-2017-17688: without a tag only a signature inside, over all of it, shows that nothing was put in.
            throw notAuthentic();
        }
        Peeled peeled = new Peeled(shown, entity, decryption, List.copyOf(signatures), certificates);
        if (unknown && !peeled.isSmime()) {
            // Such as encrypted-data (RFC 5652 section 8), under a password.
            throw new UnreadException(UnreadReason.ALGORITHM);
        }
        return peeled;
    }

    /** Whether anyone can see that it is signed, also where it was not read. */
    boolean isSignedOutside() {
        return signedOutside;
    }

    private boolean isProvenInside() {
        return signatures.subList(outside, signatures.size()).stream().anyMatch(Checked.Right.class::isInstance)
                && signatures.stream().allMatch(Checked.Right.class::isInstance)
                && padded;
    }

    private void takeAll() throws UnreadException {
        try {
            int layers = 0;
            while (takeOne()) {
                if (++layers > MAX_LAYERS) {
                    throw new UnreadException(UnreadReason.TOO_COMPLEX);
                }
            }
        } catch (UnreadException inside) {
            // Of what nothing proves yet, not even the kind of its fault is told.
            throw unproven ? notAuthentic() : inside;
        } catch (RuntimeException | StackOverflowError broken) {
            // Bouncy Castle answers broken ASN.1 with exceptions of many unchecked types.
            throw unproven ? notAuthentic() : new UnreadException(UnreadReason.MALFORMED);
        }
    }

    /** Final only when every key it is for has been asked. */
    private UnreadException notAuthentic() {
        return new UnreadException(anotherIsAway ? UnreadReason.KEY_AWAY : UnreadReason.NOT_AUTHENTIC);
    }

    private boolean takeOne() throws UnreadException {
        Optional<ContentTypeField> type = type(entity);
        if (type.isEmpty()) {
            return false;
        }
        if (isCms(entity, type.get())) {
            return takeCms();
        }
        return ClearSigned.isOne(type.get()) && takeClearSigned(type.get());
    }

    /** By its type, or by the name of a file whose type got lost on the way (RFC 8551 section 3.9). */
    static boolean isCms(RawMessage entity, ContentTypeField type) {
        if (CMS_TYPES.contains(type.mediaType())) {
            return true;
        }
        return type.mediaType().equals("application/octet-stream")
                && (isCmsFile(type.parameters().getOrDefault("name", ""))
                        || entity.value("Content-Disposition")
                                .map(Layers::fileName)
                                .filter(Layers::isCmsFile)
                                .isPresent());
    }

    private static boolean isCmsFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".p7m") || lower.endsWith(".p7z");
    }

    /** The parameters of Content-Disposition are written as those of Content-Type (RFC 2183 section 2). */
    private static String fileName(String disposition) {
        try {
            return ContentTypeField.parse(new HeaderField("Content-Type", "Content-Type: x/" + disposition + "\r\n"))
                    .parameters()
                    .getOrDefault("filename", "");
        } catch (SmimeException malformed) {
            return "";
        }
    }

    private boolean takeCms() throws UnreadException {
        ContentInfo info = TransferDecoded.contentInfo(entity);
        if (Envelope.isOne(info)) {
            takeEnvelope(Envelope.of(info));
            return true;
        }
        if (CompressedContent.isOne(info)) {
            takeCompressed(CompressedContent.of(info));
            return true;
        }
        unknown = !SignatureCheck.isSignedData(info.getContentType());
        return !unknown && takeSigned(info);
    }

    private void takeCompressed(CompressedContent content) throws UnreadException {
        if (unfolded) {
            throw new UnreadException(UnreadReason.TOO_COMPLEX);
        }
        unfolded = true;
        // Nothing that nobody has proven yet decides what memory is asked for: its answer could be told from outside.
        byte[] octets = content.unfolded(most, unproven && !isProvenInside() ? size -> false : room);
        most = Math.max(most, content.size());
        show(InnerEntity.of(canonical(octets)));
    }

    private void show(RawMessage inner) {
        shown = shown == entity ? inner : shown;
        entity = inner;
    }

    private void takeEnvelope(Envelope envelope) throws UnreadException {
        enveloped = true;
        EnvelopeOpener.Opened opened = opener.open(envelope);
        if (!envelope.cipher().isAuthenticated()) {
            unproven = true;
            anotherIsAway |= opened.anotherIsAway();
            padded &= opened.padded();
            outside = signatures.size();
        }
        if (decryption.isEmpty() || (decryption.get().cipher().isAuthenticated() && unproven)) {
            decryption = Optional.of(opened.how());
        }
        entity = InnerEntity.of(canonical(opened.content()));
        shown = entity;
    }

    private boolean takeSigned(ContentInfo info) throws UnreadException {
        try {
            CMSSignedData data = new CMSSignedData(info);
            CMSTypedData content = data.getSignedContent();
            if (content != null && content.getContent() instanceof byte[] octets) {
                signedOutside |= !enveloped;
                signatures.add(SignatureCheck.check(data));
                show(InnerEntity.of(canonical(octets)));
                return true;
            }
            // Without signers it only carries certificates (RFC 8551 section 3.7); with some, nobody can tell what they
            // signed.
            certificates = data.getSignerInfos().size() == 0;
            if (!certificates) {
                signedOutside |= !enveloped;
                signatures.add(new Checked.Wrong(SignatureFault.NO_CONTENT));
            }
            return false;
        } catch (CMSException damaged) {
            throw new UnreadException(UnreadReason.MALFORMED);
        }
    }

    /**
     * With the line ends of mail. But for what was compressed, they are all that ever grows: no layer may become larger than
     * the message that held it, or than that was, for which room was reserved.
     */
    private byte[] canonical(byte[] octets) throws UnreadException {
        if (TextLines.canonicalSize(octets) > most) {
            throw new UnreadException(UnreadReason.TOO_COMPLEX);
        }
        return TextLines.canonical(octets);
    }

    private boolean takeClearSigned(ContentTypeField type) throws UnreadException {
        signedOutside |= !enveloped;
        Optional<ClearSigned> divided = ClearSigned.of(entity, type);
        if (divided.isEmpty()) {
            signatures.add(new Checked.Wrong(SignatureFault.MALFORMED));
            return false;
        }
        byte[] content = divided.get().content();
        signatures.add(detached(content, divided.get().signature()));
        RawMessage inner = InnerEntity.of(content);
        // What no signature covers, such as text before the first part, is not let out when only the signature proves
        // it.
        shown = unproven && shown == entity ? inner : shown;
        entity = inner;
        return true;
    }

    private static Checked detached(byte[] content, RawMessage signature) {
        try {
            ContentInfo info = TransferDecoded.contentInfo(signature);
            return SignatureCheck.isSignedData(info.getContentType())
                    ? SignatureCheck.check(new CMSSignedData(new CMSProcessableByteArray(content), info))
                    : new Checked.Wrong(SignatureFault.MALFORMED);
        } catch (UnreadException | CMSException | RuntimeException damaged) {
            return new Checked.Wrong(SignatureFault.MALFORMED);
        }
    }

    /** Nothing when it is missing, is there twice or could be read in two ways: then nobody knows what the entity is. */
    static Optional<ContentTypeField> type(RawMessage entity) {
        List<HeaderField> fields = entity.fields("Content-Type");
        try {
            return fields.size() == 1 ? Optional.of(ContentTypeField.parse(fields.getFirst())) : Optional.empty();
        } catch (SmimeException ambiguous) {
            return Optional.empty();
        }
    }

    static boolean isStructural(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-") || lower.equals("mime-version");
    }
}

package org.sealpost.smime;

import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.RawMessage;
import org.sealpost.smime.ReaderView.Author;
import org.sealpost.smime.ReaderView.Viewed;
import org.sealpost.smime.SignatureCheck.Checked;
import org.sealpost.smime.SignatureCheck.Signer;
import org.sealpost.smime.SmimeReading.Left;

/**
 * Reads what comes to the practice: decrypts with the practice's keys and verifies signatures (RFC 8551).
 *
 * <p>Guarantees: only a message that is S/MIME as a whole is read; nothing of its content is let out before a tag over all
 * of it, or a valid signature inside, proved that it is unchanged (EFAIL, CVE-2017-17688, CVE-2017-17689); a signature is
 * valid only if it covers the whole body and its certificate names the one author of From. Whatever is wrong is an answer
 * and never an exception.
 *
 * <p>Not promised: that a signer's certificate is trusted, or that the sender encrypted: anyone can encrypt.
 */
public final class SmimeReader {

    private final boolean tripleDes;

    /** @param tripleDes whether content under 3DES is read, as CBC is: with a valid signature inside only */
    public SmimeReader(boolean tripleDes) {
        this.tripleDes = tripleDes;
    }

    /** Whether reading may need room for more copies of the message than passing it on does. */
    public static boolean mayBeRead(RawMessage message) {
        return Layers.type(message)
                .map(type -> Layers.isCms(message, type) || ClearSigned.isOne(type))
                .orElse(false);
    }

    /** Reads a message that needs no more room than is held for it. */
    public SmimeReading read(RawMessage message, List<SmimeIdentity> identities) {
        return read(message, identities, octets -> false);
    }

    /**
     * Reads a message.
     *
     * @param message as it came, with CRLF line ends
     * @param identities the practice's certificates and keys
     * @param room asked, once at most, for so many octets in place of the message's own size, where something compressed
     *     unfolds to more
     */
    public SmimeReading read(RawMessage message, List<SmimeIdentity> identities, LongPredicate room) {
        if (!mayBeRead(message)) {
            return new SmimeReading.NotSmime(hasPart(message) ? Left.PART : Left.NOTHING);
        }
        Layers layers = new Layers(message, new EnvelopeOpener(identities, tripleDes), room);
        try {
            return read(message, layers.peel());
        } catch (UnreadException unread) {
            return new SmimeReading.Unread(unread.reason(), layers.isSignedOutside());
        } catch (RuntimeException | StackOverflowError broken) {
            // Certificates and headers within are others' octets, too.
            return new SmimeReading.Unread(UnreadReason.MALFORMED, layers.isSignedOutside());
        }
    }

    /** Whether it says that it is signed, in a way that every mail program shows. */
    public static boolean isClearSigned(RawMessage message) {
        return Layers.type(message).map(ClearSigned::isOne).orElse(false);
    }

    private static SmimeReading read(RawMessage message, Layers.Peeled peeled) throws UnreadException {
        if (!peeled.isSmime()) {
            return new SmimeReading.NotSmime(left(peeled));
        }
        boolean encrypted = peeled.decryption().isPresent();
        Optional<Checked.Wrong> wrong = peeled.signatures().stream()
                .filter(Checked.Wrong.class::isInstance)
                .map(Checked.Wrong.class::cast)
                .findFirst();
        boolean signed = !peeled.signatures().isEmpty() && wrong.isEmpty();
        Viewed viewed = ReaderView.of(message, peeled, encrypted, signed);
        if (encrypted && !TextLines.areSendable(viewed.message().octets())) {
            throw new UnreadException(UnreadReason.UNSENDABLE);
        }
        return new SmimeReading.Read(
                viewed.message(),
                peeled.decryption(),
                verdict(peeled, wrong, viewed.author()),
                viewed.headers(),
                encrypted && (viewed.anothers() || isSignedByAnother(peeled, viewed)));
    }

    /**
     * Whether the innermost signature that fits is another's than the author's, whatever is wrong further out, where
     * anyone can put what takes a signature's word away.
     *
     * <p>Whoever wrote the From that is protected with the content is that author, whatever address the certificate
     * has, such as another one of the same person: nobody else could have put it there.
     */
    private static boolean isSignedByAnother(Layers.Peeled peeled, Viewed viewed) {
        boolean ofAuthor = viewed.headers().kind() != HeaderProtection.Kind.NONE;
        return peeled.signatures().reversed().stream()
                .filter(Checked.Right.class::isInstance)
                .map(Checked.Right.class::cast)
                .findFirst()
                .map(right -> verdict(right, viewed.author()))
                .filter(verdict -> verdict instanceof SignatureVerdict.Invalid(SignatureFault fault)
                        && fault.isAnothers()
                        && !(fault == SignatureFault.OTHER_ADDRESS && ofAuthor))
                .isPresent();
    }

    /** The innermost signature is the content's; one further out that is wrong takes its word away. */
    private static SignatureVerdict verdict(Layers.Peeled peeled, Optional<Checked.Wrong> wrong, Author author) {
        if (peeled.signatures().isEmpty()) {
            return new SignatureVerdict.None();
        }
        if (wrong.isPresent()) {
            return new SignatureVerdict.Invalid(wrong.get().fault());
        }
        return verdict((Checked.Right) peeled.signatures().getLast(), author);
    }

    private static SignatureVerdict verdict(Checked.Right signature, Author author) {
        return switch (author) {
            case Author.Unclear(SignatureFault fault) -> new SignatureVerdict.Invalid(fault);
            case Author.One(var mailbox) -> verdict(signature.signers(), mailbox);
        };
    }

    /** Of several signers those whose certificates name the author, wherever they stand among the others. */
    private static SignatureVerdict verdict(List<Signer> signers, Mailbox author) {
        List<SignatureVerdict.Valid> authors = signers.stream()
                .filter(one -> SignerAddress.names(one.certificate(), author))
                .map(one -> one.by(author))
                .toList();
        if (authors.isEmpty()) {
            return new SignatureVerdict.Invalid(
                    signers.stream().anyMatch(one -> SignerAddress.namesOnlyDomain(one.certificate(), author))
                            ? SignatureFault.DOMAIN_ONLY
                            : SignatureFault.OTHER_ADDRESS);
        }
        return authors.getFirst().with(authors.subList(1, authors.size()));
    }

    private static Left left(Layers.Peeled peeled) {
        if (peeled.certificates()) {
            return Left.CERTIFICATES;
        }
        return hasPart(peeled.payload()) ? Left.PART : Left.COMPRESSED;
    }

    private static boolean hasPart(RawMessage message) {
        boolean multipart = Layers.type(message)
                .map(type -> type.mediaType().startsWith("multipart/"))
                .orElse(true);
        return multipart && PartMark.isIn(message);
    }
}

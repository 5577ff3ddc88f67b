package org.sealpost.smime;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KEMRecipientInfo;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** Finds, among an envelope's recipients, one that is for a key of ours, and the content key in it. */
final class ContentKeys {

    private static final int MAX_RECIPIENTS = 5_000;

    /** Operations with private keys for one message: someone could name our certificate a thousand times. */
    private static final int MAX_TRIES = 8;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int EXTENSION_HEADER = 2;

    private final List<SmimeIdentity> identities;
    private final int keyOctets;

    /** @param keyOctets how long the content key must be */
    ContentKeys(List<SmimeIdentity> identities, int keyOctets) {
        // The same certificate may be there for an address and for its domain, and one of the two be away.
        this.identities = identities.stream()
                .sorted(Comparator.comparing(ContentKeys::isAway))
                .toList();
        this.keyOctets = keyOctets;
    }

    /**
     * @param contentKey of the right length; a random one where none could be had, so that all that is wrong ends alike
     * @param anotherIsAway whether a key that cannot be used now is a recipient too, and could say more
     */
    record Found(byte[] contentKey, SmimeIdentity identity, boolean anotherIsAway) {}

    /**
     * A key that is away is waited for only when no other of ours can be used.
     *
     * @throws UnreadException when none is for us, or only in ways that are not read; never for what the key says
     */
    Found find(ASN1Set recipients) throws UnreadException {
        if (recipients.size() > MAX_RECIPIENTS) {
            throw new UnreadException(UnreadReason.TOO_COMPLEX);
        }
        List<Candidate> ours = new ArrayList<>();
        for (ASN1Encodable one : recipients) {
            ours.addAll(candidates(RecipientInfo.getInstance(one)));
        }
        List<Candidate> here =
                ours.stream().filter(one -> !isAway(one.identity())).toList();
        boolean away = here.size() < ours.size();
        boolean unknown = false;
        for (Candidate candidate : here.subList(0, Math.min(here.size(), MAX_TRIES))) {
            try {
                byte[] key = candidate.unwrap();
                return key.length == keyOctets
                        ? new Found(key, candidate.identity(), away)
                        : new Found(random(), candidate.identity(), away);
            } catch (UnreadException notReadHere) {
                away |= notReadHere.reason() == UnreadReason.KEY_AWAY;
                unknown = true;
            } catch (GeneralSecurityException | RuntimeException wrong) {
                // RFC 3218 section 2.3.2: go on with a random key, and fail where every other wrong message does.
                // By the next recipient's, a message could be made that opens only if this one was wrong.
                return new Found(random(), candidate.identity(), away);
            }
        }
        if (away) {
            throw new UnreadException(UnreadReason.KEY_AWAY);
        }
        throw new UnreadException(unknown ? UnreadReason.ALGORITHM : UnreadReason.NO_KEY);
    }

    private static boolean isAway(SmimeIdentity identity) {
        return identity.key() instanceof AwayKey;
    }

    private byte[] random() {
        byte[] key = new byte[keyOctets];
        RANDOM.nextBytes(key);
        return key;
    }

    /** One recipient that names a certificate of ours. */
    private record Candidate(SmimeIdentity identity, Unwrapping unwrapping) {
        byte[] unwrap() throws GeneralSecurityException, UnreadException {
            return unwrapping.unwrap(identity);
        }
    }

    private interface Unwrapping {
        byte[] unwrap(SmimeIdentity identity) throws GeneralSecurityException, UnreadException;
    }

    private List<Candidate> candidates(RecipientInfo recipient) {
        return switch (recipient.getInfo()) {
            case KeyTransRecipientInfo transport ->
                identity(transport.getRecipientIdentifier())
                        .map(ours -> new Candidate(ours, one -> TransportedKey.unwrap(transport, one)))
                        .stream()
                        .toList();
            case KeyAgreeRecipientInfo agreement -> agreed(agreement);
            case OtherRecipientInfo other
            when other.getType().equals(CMSObjectIdentifiers.id_ori_kem) -> {
                KEMRecipientInfo kem = KEMRecipientInfo.getInstance(other.getValue());
                yield identity(kem.getRecipientIdentifier())
                        .map(ours -> new Candidate(ours, one -> EncapsulatedKey.unwrap(kem, one)))
                        .stream()
                        .toList();
            }
            // Passwords and keys agreed before: nobody shares one with a practice's gateway.
            default -> List.of();
        };
    }

    private List<Candidate> agreed(KeyAgreeRecipientInfo agreement) {
        if (agreement.getRecipientEncryptedKeys().size() > MAX_RECIPIENTS) {
            return List.of();
        }
        List<Candidate> ours = new ArrayList<>();
        for (ASN1Encodable one : agreement.getRecipientEncryptedKeys()) {
            RecipientEncryptedKey wrapped = RecipientEncryptedKey.getInstance(one);
            byte[] key = wrapped.getEncryptedKey().getOctets();
            identity(wrapped.getIdentifier())
                    .map(identity -> new Candidate(identity, it -> AgreedKey.unwrap(agreement, key, it)))
                    .ifPresent(ours::add);
        }
        return ours;
    }

    private Optional<SmimeIdentity> identity(RecipientIdentifier named) {
        return named.isTagged()
                ? bySubjectKey(ASN1OctetString.getInstance(named.getId()))
                : byIssuer(IssuerAndSerialNumber.getInstance(named.getId()));
    }

    private Optional<SmimeIdentity> identity(KeyAgreeRecipientIdentifier named) {
        return named.getRKeyID() != null
                ? bySubjectKey(named.getRKeyID().getSubjectKeyIdentifier())
                : byIssuer(named.getIssuerAndSerialNumber());
    }

    private Optional<SmimeIdentity> byIssuer(IssuerAndSerialNumber named) {
        BigInteger serial = named.getSerialNumber().getValue();
        return identities.stream()
                .filter(one -> one.certificate().getSerialNumber().equals(serial)
                        && X500Name.getInstance(one.certificate()
                                        .getIssuerX500Principal()
                                        .getEncoded())
                                .equals(named.getName()))
                .findFirst();
    }

    private Optional<SmimeIdentity> bySubjectKey(ASN1OctetString named) {
        return identities.stream()
                .filter(one -> {
                    byte[] extension = one.certificate().getExtensionValue(Extension.subjectKeyIdentifier.getId());
                    return extension != null
                            && extension.length > EXTENSION_HEADER
                            && SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(extension)
                                            .getOctets())
                                    .equals(new SubjectKeyIdentifier(named.getOctets()));
                })
                .findFirst();
    }
}

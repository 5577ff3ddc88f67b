package org.sealpost.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;

/**
 * The private keys that stand in a PKCS#12 file, each encrypted by itself as every program writes them. Several may have
 * one name (RFC 2985 section 5.5.1), as a person's former and renewed keys mostly have; the JDK's reader finds a key by its
 * name alone, and of those that share one it drops all but the last.
 *
 * @param count how many they are
 * @param namedApart the file with a name of its own for each, for whoever has checked the file itself: the code that
 *     authenticates it is not in it
 */
record KeyBags(int count, byte[] namedApart) {

    private static final String NAME = "sealpost-key-";

    /** @throws IOException when it is no such file */
    static KeyBags of(byte[] file) throws IOException {
        Pfx pfx = Pfx.getInstance(new ASN1InputStream(new ByteArrayInputStream(file)).readObject());
        ContentInfo[] contents =
                AuthenticatedSafe.getInstance(octets(pfx.getAuthSafe())).getContentInfo();
        int count = 0;
        for (int i = 0; i < contents.length; i++) {
            if (!contents[i].getContentType().equals(PKCSObjectIdentifiers.data)) {
                continue;
            }
            ASN1EncodableVector bags = new ASN1EncodableVector();
            for (ASN1Encodable one : ASN1Sequence.getInstance(octets(contents[i]))) {
                SafeBag bag = SafeBag.getInstance(one);
                bags.add(isKey(bag) ? named(bag, NAME + count++) : bag);
            }
            contents[i] = data(new DERSequence(bags));
        }
        Pfx apart = new Pfx(data(new AuthenticatedSafe(contents)), null);
        return new KeyBags(count, apart.getEncoded(ASN1Encoding.DER));
    }

    private static byte[] octets(ContentInfo content) {
        return ASN1OctetString.getInstance(content.getContent()).getOctets();
    }

    private static ContentInfo data(ASN1Encodable content) throws IOException {
        return new ContentInfo(
                PKCSObjectIdentifiers.data,
                new DEROctetString(content.toASN1Primitive().getEncoded(ASN1Encoding.DER)));
    }

    private static boolean isKey(SafeBag bag) {
        return bag.getBagId().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)
                || bag.getBagId().equals(PKCSObjectIdentifiers.keyBag);
    }

    private static SafeBag named(SafeBag bag, String name) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        if (bag.getBagAttributes() != null) {
            for (ASN1Encodable attribute : bag.getBagAttributes()) {
                if (!PKCSObjectIdentifiers.pkcs_9_at_friendlyName.equals(
                        ASN1Sequence.getInstance(attribute).getObjectAt(0))) {
                    attributes.add(attribute);
                }
            }
        }
        attributes.add(new DERSequence(
                new ASN1Encodable[] {PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERSet(new DERBMPString(name))
                }));
        return new SafeBag(bag.getBagId(), bag.getBagValue(), new DERSet(attributes));
    }

    @Override
    public String toString() {
        return "KeyBags[" + count + "]";
    }
}

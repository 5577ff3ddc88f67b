package org.sealpost.gateway;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.sealpost.audit.AddressMemory;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.seal.Keystore;
import org.sealpost.seal.SealException;

/** Gives the audit its pseudonyms, whose key lies in the keystore: neither feature knows the other. */
final class PseudonymBeans {

    @Produces
    @Singleton
    Pseudonyms pseudonyms(Keystore keystore, AddressMemory memory) throws SealException {
        return new Pseudonyms(keystore.key(Keystore.PSEUDONYMS), memory);
    }
}

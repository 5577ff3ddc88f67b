package org.sealpost.delivery;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.Name;

/**
 * A mail exchanger as DNS describes it.
 *
 * @param name as the MX record names it
 * @param preference the lower the sooner
 * @param addresses that may be connected to, in the order in which they are tried
 * @param state what else is known of it
 * @param signedNames those of its names whose records say what its certificate is (DANE), in the order in which they are
 *     asked; none where nothing is signed
 */
record ExchangerHost(Name name, int preference, List<InetAddress> addresses, State state, List<Name> signedNames) {

    /** What came of looking for its addresses. */
    enum State {
        /** It has some that may be connected to. */
        FOUND,
        /** It is this very server. */
        OWN,
        /** It has only such as may not be connected to. */
        INSIDE,
        /** It has none. */
        ADDRESSLESS,
        /** It cannot be said now. */
        UNKNOWN
    }

    ExchangerHost {
        addresses = List.copyOf(addresses);
        signedNames = List.copyOf(signedNames);
    }

    /** A host name, as mail uses it. */
    String host() {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}

package org.sealpost.certificate;

import java.net.URI;

/** Asks each place of revocation in its own way: by HTTP, or a directory by LDAP. */
record PlacesFetch(Fetch web, LdapList directory) implements Fetch {

    @Override
    public byte[] get(URI url, int most) throws RevocationUnknownException {
        return LdapList.isOne(url) ? directory.get(url, most) : web.get(url, most);
    }

    @Override
    public byte[] post(URI url, String contentType, byte[] question, int most) throws RevocationUnknownException {
        return web.post(url, contentType, question, most);
    }
}

/** The program among the real ones: a practice's Postfix before it, swaks and gsasl as any client, OpenSSL as the recipient. */
package org.sealpost.peers;

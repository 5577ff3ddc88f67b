package org.sealpost.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.sealpost.testing.TestIdentity;

/** An internet on this machine's loopback addresses. */
record Loopback(int mail, int https, Optional<TestIdentity> authority, Optional<String> own) {

    static Loopback of(int mail) {
        return new Loopback(mail, 443, Optional.empty(), Optional.empty());
    }

    Internet internet() {
        return new Internet(Settings.delivery(Map.of())) {
            @Override
            public int smtpPort() {
                return mail;
            }

            @Override
            public int httpsPort() {
                return https;
            }

            @Override
            public HttpClientOptions https() {
                HttpClientOptions options = new HttpClientOptions();
                authority.ifPresent(
                        one -> options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(one.pem()))));
                return options;
            }

            @Override
            public boolean mayTakeMail(InetAddress address) {
                return true;
            }

            @Override
            public boolean mayPublishPolicy(InetAddress address) {
                return authority.isPresent();
            }

            @Override
            public boolean isOwn(InetAddress address) {
                return own.filter(address.getHostAddress()::equals).isPresent();
            }
        };
    }
}

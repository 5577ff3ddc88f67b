package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.PracticeId;
import org.sealpost.smtp.client.ProofMethod;
import org.sealpost.smtp.client.TlsProof;

class InboundNextHopsTest {

    private static final TlsProof CLEAR = new TlsProof.Clear("the next hop offers no STARTTLS");
    private static final TlsProof UNVERIFIED = new TlsProof.Unverified("TLSv1.3", "c", "f", "self-signed");
    private static final TlsProof VERIFIED =
            new TlsProof.Verified("TLSv1.3", "c", "f", "mail.practice.example", ProofMethod.values()[0]);

    @ParameterizedTest
    @CsvSource({
        "verified, 127.0.0.1, CLEAR, true",
        "verified, ::1, CLEAR, true",
        "verified, 192.0.2.8, CLEAR, false",
        "verified, 192.0.2.8, UNVERIFIED, false",
        "verified, 192.0.2.8, VERIFIED, true",
        "required, 192.0.2.8, CLEAR, false",
        "required, 192.0.2.8, UNVERIFIED, true",
        "required, 192.0.2.8, VERIFIED, true"
    })
    void whatWasDecryptedStaysOnTheMachineOrUnderTls(String setting, String address, String proof, boolean may)
            throws Exception {
        InboundNextHops hops = hops(Map.of("sealpost.inbound.next-hop-tls", setting));

        assertThat(hops.mayReadAlong(InetAddress.getByName(address), proof(proof)))
                .isEqualTo(may);
    }

    private static TlsProof proof(String name) {
        return switch (name) {
            case "CLEAR" -> CLEAR;
            case "UNVERIFIED" -> UNVERIFIED;
            default -> VERIFIED;
        };
    }

    @Test
    void aPracticeMayHaveAServerOfItsOwn() {
        InboundNextHops hops = hops(Map.of(
                "sealpost.inbound.next-hop",
                "mail.example:25",
                "sealpost.inbound.next-hops.north",
                "[2001:db8::1]:2525"));

        assertThat(hops.of(new PracticeId("north")).orElseThrow().first()).hasToString("[2001:db8::1]:2525");
        assertThat(hops.of(PracticeId.DEFAULT).orElseThrow().first()).hasToString("mail.example:25");
    }

    @Test
    void withoutASettingNobodyHasOne() {
        assertThat(hops(Map.of()).isEmpty()).isTrue();
        assertThat(hops(Map.of()).of(PracticeId.DEFAULT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sealpost.inbound.next-hop, mail.example",
        "sealpost.inbound.next-hop, mail.example:x",
        "sealpost.inbound.next-hops.north, :25",
        "sealpost.inbound.next-hop-tls, none"
    })
    void namesTheSettingThatIsWrong(String setting, String value) {
        assertThatThrownBy(() -> hops(Map.of(setting, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting);
    }

    private static InboundNextHops hops(Map<String, String> settings) {
        return new InboundNextHops(new SmallRyeConfigBuilder()
                .withMapping(InboundSettings.class)
                .withSources(new io.smallrye.config.PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(InboundSettings.class));
    }
}

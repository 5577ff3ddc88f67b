package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that a client of Kafka would refuse at the first event are told before. */
class KafkaSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bootstrap.servers=kafka | kafka.bootstrap.servers has 'kafka', which is no broker: write each as host:port",
                "bootstrap.servers=kafka:9092, | has '', which is no broker",
                "bootstrap.servers=kafka:99999 | has 'kafka:99999', which is no broker",
                "bootstrap.servers=kafka:99999999999 | which is no broker",
                "bootstrap.servers=:9092 | which is no broker",
                "linger.ms=soon | kafka.* are wrong (Invalid value soon for configuration linger.ms",
                "security.protocol=TLS | kafka.* are wrong (Invalid value TLS for configuration security.protocol",
                "max.poll.records=0 | for configuration max.poll.records",
                "security.protocol=SSL ssl.truststore.location=/nowhere/trust.p12 | kafka.ssl.truststore.location names /nowhere/trust.p12, which cannot be read",
                "security.protocol=SASL_SSL | kafka.* are wrong",
                "retries=0 | kafka.* are wrong (retries is 0",
                "max.in.flight.requests.per.connection=6 | (max.in.flight.requests.per.connection is more than 5",
                "transactional.id=gateway | kafka.* are wrong (transactional.id is set",
            })
    void saysWhatIsWrongInOneSentence(String settings, String said) {
        assertThatThrownBy(() -> KafkaSettings.check(values(settings)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said)
                .message()
                .hasLineCount(1)
                .endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bootstrap.servers=kafka.nowhere.example:9092",
                "bootstrap.servers=a.example:9092,[2001:db8::1]:9092",
                "bootstrap.servers=a.example:9092 security.protocol=SSL",
                "tls-configuration-name=broker",
                "acks=1 compression.type=zstd group.id=x",
                "retries=3 max.in.flight.requests.per.connection=5",
            })
    void takesWhatTheClientsTakeAlsoWhereNobodyAnswers(String settings) {
        assertThatCode(() -> KafkaSettings.check(values(settings))).doesNotThrowAnyException();
    }

    @Test
    void quotesNoSecret() {
        Map<String, String> settings = values("security.protocol=SASL_SSL sasl.mechanism=PLAIN");
        settings.put("sasl.jaas.config", "org.example.Nothing required password=\"hunter2\"");

        assertThatThrownBy(() -> KafkaSettings.check(settings))
                .hasMessageContaining("kafka.* are wrong")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void readsWhereABrokerIs() {
        assertThat(KafkaSettings.broker(" SSL://kafka.example:9093 "))
                .contains(new KafkaSettings.Broker("kafka.example", 9093));
        assertThat(KafkaSettings.broker("[::1]:9092")).contains(new KafkaSettings.Broker("::1", 9092));
    }

    private static Map<String, String> values(String settings) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String one : settings.split(" ")) {
            if (!one.isEmpty()) {
                values.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
            }
        }
        return values;
    }
}

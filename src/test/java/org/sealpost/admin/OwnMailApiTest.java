package org.sealpost.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sealpost.delivery.QueuedPart.Kind;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;
import org.sealpost.testing.TestServices;

/** Notifications, notices and copies for the journal, as they wait or are held among the practice's messages. */
@QuarkusTest
@QuarkusTestResource(TestServices.class)
class OwnMailApiTest {

    private static final String MESSAGES = "/api/v1/messages";
    private static final String REASON = "{\"reason\": \"agreed by telephone\"}";

    @Inject
    AdminWorld world;

    private PracticeId practice;

    @BeforeEach
    void makePractice() {
        practice = world.practice();
    }

    /** What waits here would be tried while other tests run. */
    @AfterEach
    void leaveNothingInTheQueue() {
        for (String state : new String[] {"queued", "held"}) {
            List<String> waiting =
                    call().get(MESSAGES + "?state=" + state).then().extract().path("messages.id");
            waiting.forEach(id -> json(REASON).post(MESSAGES + "/" + id + ":cancel"));
        }
    }

    @ParameterizedTest
    @CsvSource({"NOTIFICATION, notification", "NOTICE, portal-notice", "JOURNAL, journal-copy"})
    void isListedWithItsKindAndExplainedBeforeAnyEventSpeaksOfIt(Kind kind, String listed) {
        MessageId own = world.ownMail(practice, kind, MessageId.next());
        for (String filter : new String[] {"", "?state=queued"}) {
            call().get(MESSAGES + filter)
                    .then()
                    .statusCode(200)
                    .body("messages.id", contains(own.toString()))
                    .body("messages.kind", contains(listed))
                    .body("messages.recipients.state", contains(List.of("queued")));
        }
        call().get(MESSAGES + "?state=held").then().body("messages", hasSize(0));
        call().get(MESSAGES + "/" + own)
                .then()
                .statusCode(200)
                .body("id", equalTo(own.toString()))
                .body("kind", equalTo(listed))
                .body("practice", equalTo(practice.value()))
                .body("receivedAt", notNullValue())
                .body("sender", nullValue())
                .body("recipients[0].state", equalTo("queued"))
                .body("recipients[0].note", equalTo(AdminWorld.OWN_WHY))
                .body("recipients[0].retryAt", notNullValue())
                .body("events", hasSize(0));
    }

    @Test
    void aPracticesMessageIsOfTheKindMessage() throws Exception {
        MessageId held = world.held(practice);
        call().get(MESSAGES).then().body("messages.kind", contains("message"));
        call().get(MESSAGES + "/" + held).then().body("kind", equalTo("message"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ORDINARY")
    void showsNoContentAndNoAddressThatStaffMayNotSee(Kind kind) throws Exception {
        MessageId own = world.ownMail(practice, kind, MessageId.next());
        for (String path : new String[] {MESSAGES, MESSAGES + "/" + own}) {
            assertThat(call().get(path).asString())
                    .contains("\"pseudonym\"")
                    .doesNotContain(AdminWorld.OWN_SUBJECT, AdminWorld.OWN_RECIPIENT, AdminWorld.OWN_SECRET);
        }
        // Addresses that were remembered travel with the next events: looking at one must not have been remembering it.
        world.delivered(practice);
        call().get(MESSAGES + "/" + own)
                .then()
                .body("recipients[0].recipient.pseudonym", matchesRegex("[0-9a-f]{32}"))
                .body("recipients[0].recipient.address", nullValue());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ORDINARY")
    void isTriedAtOnceByTheIdThatTheListShows(Kind kind) {
        String path = MESSAGES + "/" + world.ownMail(practice, kind, MessageId.next());
        call().post(path + ":retry").then().statusCode(200).body("parts", equalTo(1));
        call().get(path).then().body("events.type", hasItem("message.retried"));
    }

    @ParameterizedTest
    @CsvSource({"NOTIFICATION, notification", "NOTICE, portal-notice", "JOURNAL, journal-copy"})
    void isHeldReleasedAndCancelledByTheIdThatTheListShows(Kind kind, String listed) {
        MessageId own = world.ownMail(practice, kind, MessageId.next());
        String path = MESSAGES + "/" + own;

        json(REASON).post(path + ":hold").then().statusCode(200).body("parts", equalTo(1));
        call().get(MESSAGES + "?state=held")
                .then()
                .body("messages.id", contains(own.toString()))
                .body("messages.kind", contains(listed))
                .body("messages.recipients.state", contains(List.of("held")));
        json("{\"to\": \"127.0.0.1:1\", \"reason\": \"the first is away\"}")
                .post(path + ":reroute")
                .then()
                .statusCode(409);
        json(REASON).post(path + ":cancel").then().statusCode(200).body("parts", equalTo(1));
        call().get(MESSAGES).then().body("messages", hasSize(0));
        call().get(path)
                .then()
                .statusCode(200)
                .body("recipients[0].state", equalTo("refused"))
                .body("events.type", contains("message.held", "message.refused"));
        json(REASON).post(path + ":release").then().statusCode(409);

        String other = MESSAGES + "/" + world.ownMail(practice, kind, MessageId.next());
        json(REASON).post(other + ":hold").then().statusCode(200);
        json(REASON).post(other + ":release").then().statusCode(200).body("parts", equalTo(1));
        call().get(other).then().body("events.type", hasItem("message.released"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ORDINARY")
    void goesAnotherWayOrIsRefusedByTheIdThatTheListShows(Kind kind) {
        String path = MESSAGES + "/" + world.ownMail(practice, kind, MessageId.next());
        json("{\"to\": \"127.0.0.1:1\", \"reason\": \"the first is away\"}")
                .post(path + ":reroute")
                .then()
                .statusCode(200)
                .body("parts", equalTo(1));
        call().get(path).then().body("events.type", hasItem("message.rerouted"));

        String other = MESSAGES + "/" + world.ownMail(practice, kind, MessageId.next());
        json(REASON).post(other + ":refuse").then().statusCode(200).body("parts", equalTo(1));
        call().get(other).then().body("recipients[0].state", equalTo("refused"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ORDINARY")
    void isAnotherPracticesToNobodyElse(Kind kind) {
        MessageId own = world.ownMail(practice, kind, MessageId.next());
        String other = world.practice().value();
        for (String filter : new String[] {"", "&state=queued"}) {
            authorised()
                    .get(MESSAGES + "?practice=" + other + filter)
                    .then()
                    .statusCode(200)
                    .body("messages", hasSize(0));
        }
        authorised().get(MESSAGES + "/" + own + "?practice=" + other).then().statusCode(404);
        for (String action : new String[] {"release", "refuse", "retry", "hold", "cancel"}) {
            authorised()
                    .contentType("application/json")
                    .body(REASON)
                    .post(MESSAGES + "/" + own + ":" + action + "?practice=" + other)
                    .then()
                    .statusCode(404);
        }
        call().get(MESSAGES).then().body("messages.id", contains(own.toString()));
    }

    @Test
    void aNoticeAndTheMessageThatItTellsOfAreDecidedAboutOneByOne() throws Exception {
        MessageId message = world.held(practice);
        MessageId notice = world.ownMail(practice, Kind.NOTICE, message);

        json(REASON)
                .post(MESSAGES + "/" + message + ":cancel")
                .then()
                .statusCode(200)
                .body("parts", equalTo(1));
        call().get(MESSAGES + "/" + notice).then().body("recipients[0].state", equalTo("queued"));
        json(REASON).post(MESSAGES + "/" + notice + ":cancel").then().statusCode(200);
        call().get(MESSAGES + "/" + message)
                .then()
                .body("recipients", hasSize(1))
                .body(
                        "events.type",
                        contains("message.received", "message.decided", "message.held", "message.refused"));
    }

    @Test
    void pagesHoldEverythingOnceAndInOrder() throws Exception {
        List<String> made = new ArrayList<>();
        made.add(world.ownMail(practice, Kind.NOTIFICATION, MessageId.next()).toString());
        made.add(world.delivered(practice).toString());
        made.add(world.ownMail(practice, Kind.NOTICE, MessageId.next()).toString());
        made.add(world.ownMail(practice, Kind.JOURNAL, MessageId.next()).toString());
        made.add(world.waiting(practice).toString());
        made.add(world.held(practice).toString());
        made.add(world.ownMail(practice, Kind.NOTIFICATION, MessageId.next()).toString());
        for (int limit = 1; limit <= made.size() + 1; limit++) {
            assertThat(pages("", limit)).as("limit %d", limit).isEqualTo(made.reversed());
        }
        assertThat(pages("&state=queued", 2))
                .containsExactly(made.get(6), made.get(4), made.get(3), made.get(2), made.get(0));
    }

    @Test
    void aPageFollowsOwnMailThatLeftTheQueueMeanwhile() throws Exception {
        MessageId first = world.delivered(practice);
        MessageId own = world.ownMail(practice, Kind.NOTIFICATION, MessageId.next());
        json(REASON).post(MESSAGES + "/" + own + ":cancel").then().statusCode(200);
        call().get(MESSAGES + "?before=" + own).then().body("messages.id", contains(first.toString()));
    }

    @Test
    void aCopyWhoseMessageIsStillOnItsWayIsNotListed() {
        MessageId copy = world.journalCopyOnItsWay(practice);
        call().get(MESSAGES).then().body("messages", hasSize(0));
        call().get(MESSAGES + "?state=queued").then().body("messages", hasSize(0));
        call().get(MESSAGES + "/" + copy).then().statusCode(404);
    }

    @Test
    void theDescriptionNamesTheKinds() {
        given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .body("paths.'/api/v1/messages'.get.description", containsString("portal-notice"))
                .body("components.schemas.MessageLine.properties.kind.enum", hasItem("journal-copy"));
    }

    /** The ids of all pages, in order. */
    private List<String> pages(String filter, int limit) {
        List<String> ids = new ArrayList<>();
        String before = "";
        do {
            Response page = call().get(MESSAGES + "?limit=" + limit + filter + before);
            ids.addAll(page.path("messages.id"));
            assertThat(ids).as("pages come to an end").hasSizeLessThan(100);
            String next = page.path("next");
            before = next == null ? "" : "&before=" + next;
        } while (!before.isEmpty());
        return ids;
    }

    private RequestSpecification authorised() {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + world.token());
    }

    private RequestSpecification call() {
        return authorised().header("X-Sealpost-Practice", practice.value());
    }

    private RequestSpecification json(String body) {
        return call().contentType("application/json").body(body);
    }
}

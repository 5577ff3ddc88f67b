package org.sealpost.portal;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;
import org.sealpost.portal.SignIn.CodeToSend;

/**
 * Chooses the way for a code: a text message to the phone on record, else e-mail if the practice allows it, else none:
 * then the practice gives a code by telephone. It sends beside the page's answer, whose time so tells nothing.
 */
@ApplicationScoped
class CodeDispatch {

    private static final Logger LOG = Logger.getLogger(CodeDispatch.class);

    private final TextMessageCodeSender byText;
    private final Instance<EmailCodeSender> byEmail;
    private final ExecutorService threads;

    CodeDispatch(
            TextMessageCodeSender byText, Instance<EmailCodeSender> byEmail, @VirtualThreads ExecutorService threads) {
        this.byText = byText;
        this.byEmail = byEmail;
        this.threads = threads;
    }

    /** Sends a code without waiting for it. */
    void dispatch(CodeToSend toSend) {
        threads.execute(() -> send(toSend));
    }

    private void send(CodeToSend toSend) {
        CodeAddressee addressee = toSend.addressee();
        Optional<? extends CodeSender> sender = sender(addressee);
        if (sender.isEmpty()) {
            LOG.infof(
                    "No way to send a one-time code for portal message %s: the practice gives it.",
                    addressee.portalMessage());
            return;
        }
        try {
            sender.get().send(addressee, toSend.code());
        } catch (CodeNotSentException failure) {
            LOG.warnf("Portal message %s: %s", addressee.portalMessage(), failure.getMessage());
        } catch (RuntimeException fault) {
            LOG.errorf(
                    "Portal message %s: the one-time code was not sent (%s).",
                    addressee.portalMessage(), fault.getClass().getName());
        }
    }

    private Optional<? extends CodeSender> sender(CodeAddressee addressee) {
        if (byText.reaches(addressee)) {
            return Optional.of(byText);
        }
        return byEmail.isResolvable() && addressee.practice().codeByEmail()
                ? Optional.of(byEmail.get()).filter(sender -> sender.reaches(addressee))
                : Optional.empty();
    }
}

package org.sealpost.consent.fhir;

import java.util.List;
import java.util.Optional;
import org.sealpost.consent.PatientDetails;
import org.sealpost.consent.ToldAddresses;

/**
 * What a Patient tells.
 *
 * @param settles the system of the practice's patient ids, if this is where it comes from
 * @param remarks what was not understood or left out
 */
record ToldPatient(PatientDetails details, ToldAddresses addresses, Optional<String> settles, List<Remark> remarks) {

    ToldPatient {
        remarks = List.copyOf(remarks);
    }

    /** Shows nothing: it is a patient. */
    @Override
    public String toString() {
        return "ToldPatient";
    }
}

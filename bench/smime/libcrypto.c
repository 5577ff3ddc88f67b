/*
 * The peers of the S/MIME benchmark: libcrypto in this process, and the openssl command as a mail filter calls it.
 *
 *     libcrypto MESSAGE CERTIFICATE
 *
 * Commands on standard input, one a line, each answered by one line on standard output:
 *
 *     whole N       encrypts the message N times with libcrypto, encoding when everything is encrypted
 *     streamed N    the same, encoding while encrypting
 *     command N     runs `openssl cms` N times
 *     write FILE    writes what libcrypto makes of the message to a file
 *
 * The answer is nanoseconds of CPU time (user and system) for all N, or "written".
 */
#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static char *message;
static long length;
static X509 *certificate;

static void fail(const char *what)
{
    fprintf(stderr, "libcrypto: %s failed\n", what);
    ERR_print_errors_fp(stderr);
    exit(1);
}

/* What Sealpost does too: RSAES-OAEP and its mask with SHA-256, or ECDH with the SHA-256 key derivation. */
static void set_algorithms(CMS_RecipientInfo *recipient)
{
    EVP_PKEY_CTX *key = CMS_RecipientInfo_get0_pkey_ctx(recipient);

    if (key == NULL)
        fail("CMS_RecipientInfo_get0_pkey_ctx");
    if (CMS_RecipientInfo_type(recipient) == CMS_RECIPINFO_TRANS) {
        if (EVP_PKEY_CTX_set_rsa_padding(key, RSA_PKCS1_OAEP_PADDING) <= 0
            || EVP_PKEY_CTX_set_rsa_oaep_md(key, EVP_sha256()) <= 0
            || EVP_PKEY_CTX_set_rsa_mgf1_md(key, EVP_sha256()) <= 0)
            fail("setting OAEP");
    } else if (EVP_PKEY_CTX_set_ecdh_kdf_md(key, EVP_sha256()) <= 0) {
        fail("setting the key derivation");
    }
}

static BIO *encrypt(int streamed)
{
    unsigned int flags = CMS_BINARY | CMS_PARTIAL | (streamed ? CMS_STREAM : 0);
    BIO *in = BIO_new_mem_buf(message, (int)length);
    BIO *out = BIO_new(BIO_s_mem());
    CMS_ContentInfo *cms = CMS_encrypt(NULL, NULL, EVP_aes_256_gcm(), flags);
    CMS_RecipientInfo *recipient;

    if (in == NULL || out == NULL || cms == NULL)
        fail("CMS_encrypt");
    recipient = CMS_add1_recipient_cert(cms, certificate, CMS_KEY_PARAM);
    if (recipient == NULL)
        fail("CMS_add1_recipient_cert");
    set_algorithms(recipient);
    if (!streamed && !CMS_final(cms, in, NULL, flags))
        fail("CMS_final");
    if (!SMIME_write_CMS(out, cms, in, (int)flags))
        fail("SMIME_write_CMS");
    CMS_ContentInfo_free(cms);
    BIO_free(in);
    return out;
}

static long long in_process(int streamed, long times)
{
    struct timespec before, after;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
    for (long i = 0; i < times; i++)
        BIO_free(encrypt(streamed));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
    return (after.tv_sec - before.tv_sec) * 1000000000LL + after.tv_nsec - before.tv_nsec;
}

static long long nanoseconds(struct timeval time)
{
    return (time.tv_sec * 1000000LL + time.tv_usec) * 1000LL;
}

static long long command(char **arguments, long times)
{
    long long used = 0;

    for (long i = 0; i < times; i++) {
        struct rusage usage;
        pid_t child;
        int status;

        if (posix_spawnp(&child, arguments[0], NULL, NULL, arguments, environ) != 0
            || wait4(child, &status, 0, &usage) != child || status != 0)
            fail("openssl cms");
        used += nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
    }
    return used;
}

static void write_to(const char *name)
{
    BIO *made = encrypt(1);
    BIO *file = BIO_new_file(name, "wb");
    char *octets;
    long count = BIO_get_mem_data(made, &octets);

    if (file == NULL || BIO_write(file, octets, (int)count) != count)
        fail("writing");
    BIO_free(file);
    BIO_free(made);
}

static void read_message(const char *name)
{
    FILE *file = fopen(name, "rb");

    if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (length = ftell(file)) < 0)
        fail("opening the message");
    rewind(file);
    message = malloc((size_t)length);
    if (message == NULL || fread(message, 1, (size_t)length, file) != (size_t)length)
        fail("reading the message");
    fclose(file);
}

static void read_certificate(const char *name)
{
    BIO *file = BIO_new_file(name, "r");

    certificate = file == NULL ? NULL : PEM_read_bio_X509(file, NULL, NULL, NULL);
    if (certificate == NULL)
        fail("reading the certificate");
    BIO_free(file);
}

int main(int count, char **values)
{
    char line[4096], what[16], rest[4000];

    if (count != 3) {
        fprintf(stderr, "libcrypto MESSAGE CERTIFICATE\n");
        return 2;
    }
    read_message(values[1]);
    read_certificate(values[2]);
    int rsa = EVP_PKEY_base_id(X509_get0_pubkey(certificate)) == EVP_PKEY_RSA;
    char *oaep[] = {"openssl", "cms", "-encrypt", "-aes-256-gcm", "-in", values[1], "-out", "/dev/null",
                    "-recip", values[2], "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256", NULL};
    char *ecdh[] = {"openssl", "cms", "-encrypt", "-aes-256-gcm", "-in", values[1], "-out", "/dev/null",
                    "-recip", values[2], "-keyopt", "ecdh_kdf_md:sha256", NULL};

    while (fgets(line, sizeof(line), stdin) != NULL && sscanf(line, "%15s %3999[^\n]", what, rest) == 2) {
        if (strcmp(what, "write") == 0) {
            write_to(rest);
            puts("written");
        } else if (strcmp(what, "command") == 0) {
            printf("%lld\n", command(rsa ? oaep : ecdh, atol(rest)));
        } else {
            printf("%lld\n", in_process(strcmp(what, "streamed") == 0, atol(rest)));
        }
        fflush(stdout);
    }
    return 0;
}

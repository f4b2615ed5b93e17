#include "no-network.h"

#include <stddef.h>

void xmlNanoFTPInit(void) {}
void xmlNanoFTPCleanup(void) {}
void *xmlNanoFTPOpen(const char *url) { return NULL; }
int xmlNanoFTPRead(void *context, void *bytes, int count) { return -1; }
int xmlNanoFTPClose(void *context) { return -1; }
void xmlNanoFTPProxy(const char *host, int port, const char *user, const char *password, int type) {}
void xmlNanoHTTPInit(void) {}
void xmlNanoHTTPCleanup(void) {}
void *xmlNanoHTTPOpen(const char *url, char **type) { return NULL; }
void *xmlNanoHTTPOpenRedir(const char *url, char **type, char **redirection) { return NULL; }
void *xmlNanoHTTPMethod(const char *url, const char *method, const char *input, char **type, const char *headers, int count) { return NULL; }
void *xmlNanoHTTPMethodRedir(const char *url, const char *method, const char *input, char **type, char **redirection, const char *headers, int count) { return NULL; }
int xmlNanoHTTPRead(void *context, void *bytes, int count) { return -1; }
void xmlNanoHTTPClose(void *context) {}
int xmlNanoHTTPReturnCode(void *context) { return -1; }
const char *xmlNanoHTTPEncoding(void *context) { return NULL; }
const char *xmlNanoHTTPMimeType(void *context) { return NULL; }
const char *xmlNanoHTTPRedir(void *context) { return NULL; }
const char *xmlNanoHTTPAuthHeader(void *context) { return NULL; }
int xmlNanoHTTPContentLength(void *context) { return -1; }

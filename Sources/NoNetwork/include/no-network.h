/* Takes the place of the HTTP and FTP clients of libxml2 where its archive is linked, so that the program contains no code that
   opens a connection. Every function fails. Nothing calls them: documents are read from memory, without network access. */
#ifndef NO_NETWORK_H
#define NO_NETWORK_H
#endif

#include <libxml/xmlversion.h>
/* Keeps the system's ICU headers out of this module: Foundation brings its own copy of ICU, and one
   compilation cannot see both. Without ICU only the converter fields at the end of
   xmlCharEncodingHandler are missing, which nothing here touches. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlwriter.h>

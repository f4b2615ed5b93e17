#include <libxml/parser.h>
#include <libxml/xmlwriter.h>

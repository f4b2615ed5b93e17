import CLibXML2
import Diagnostics

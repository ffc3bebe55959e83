"""In the place of pandas, which the product's environment does not have.

pyarrow imports it wherever it is, for 40 MB and a second of CPU that are not the product's.
"""

from __future__ import annotations

raise ImportError("pandas is no dependency of Spanmill")

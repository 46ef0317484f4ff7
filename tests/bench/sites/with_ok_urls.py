from leader_portal import urls
from tests.bench.sites import ok

handler404 = urls.handler404
urlpatterns = [*ok.urlpatterns, *urls.urlpatterns]

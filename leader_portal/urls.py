from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_control
from django.views.static import serve

from leader_portal.home import Home
from leader_portal.print_room import print_room
from leader_portal.sitemaps import SITEMAPS
from leader_portal.website import views
from leader_portal.website.preview import switch_preview
from leader_portal.website.public_pages import public_page

# Another logo gets another name, so that browsers need not ask again for the ones on every page.
logo = cache_control(public=True, max_age=24 * 60 * 60)(serve)

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("druck/", print_room, name="print-room"),
    path("", include("handlungsfelder.urls")),
    path("", include("workshops.urls")),
    # Before the desk itself, which answers everything below its address.
    path("admin/vorschau/", switch_preview, name="preview"),
    path("admin/", admin.site.urls),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    re_path(r"^medien/(?P<path>foerderung/[^/]+)$", logo, {"document_root": settings.MEDIA_ROOT}),
    path("<slug:slug>/", views.PageDetail.as_view(), name="page"),
]

handler400 = "leader_portal.website.errors.bad_request"
handler404 = "leader_portal.website.errors.not_found"
handler500 = "leader_portal.website.errors.server_error"
